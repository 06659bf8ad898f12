package io.llmcache.interceptor.jaxrs;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Puts the cache into a JAX-RS client: {@code
 * ClientBuilder.newClient().register(LlmCacheFeature.class)}.
 *
 * <p>RESTEasy, Jersey and the MicroProfile Rest Client on either find the cache by themselves, and
 * registering it again changes nothing. Any other implementation needs this feature; identical
 * calls in flight are not merged there, since it tells nobody when one of them fails.
 *
 * <p>The cache runs after all other request filters, so it sees the request as it leaves. A request
 * filter that also has the priority {@link Integer#MAX_VALUE} might not run.
 */
public final class LlmCacheFeature implements Feature {

  /**
   * Name of a property of a request or a client. Where it is {@code true} the call goes to the
   * provider, and its answer replaces the stored one: for an application that could not use the
   * answer it got. The request header {@code Cache-Control: no-cache} does the same.
   */
  public static final String BYPASS = "llmcache.bypass";

  @Override
  public boolean configure(FeatureContext context) {
    if (!context.getConfiguration().isRegistered(LlmCacheClientFilter.class)) {
      context.register(LlmCacheClientFilter.class);
    }
    if (Platform.isJersey(context)) {
      JerseyFailures.register(context);
    }
    return true;
  }
}
