package io.llmcache.interceptor.jaxrs;

import jakarta.ws.rs.client.ClientRequestContext;

/** The JAX-RS implementation that makes a call: how the cache learns that the call failed. */
enum Platform {
  /** Runs no filter when a call fails, so the cache has the call made while it watches. */
  RESTEASY,
  /** Tells {@link JerseyFailures}. */
  JERSEY,
  /** Nobody learns of it. */
  OTHER;

  static Platform of(ClientRequestContext request) {
    try {
      return recognised(request);
    } catch (LinkageError e) {
      // Another version, or one whose classes the application cannot see.
      return OTHER;
    }
  }

  /** By name first, since a class made for one implementation cannot be loaded on the others. */
  private static Platform recognised(ClientRequestContext request) {
    if (request.getClass().getName().startsWith("org.jboss.resteasy.client.jaxrs.internal.")) {
      return ResteasyCall.canMake(request) ? RESTEASY : OTHER;
    }
    return isJersey(request) && JerseyFailures.areSeen(request) ? JERSEY : OTHER;
  }

  /** Whether an object that the implementation handed in is Jersey's. */
  static boolean isJersey(Object given) {
    return given.getClass().getName().startsWith("org.glassfish.jersey.");
  }
}
