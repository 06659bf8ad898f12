package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.Reply;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import org.jspecify.annotations.Nullable;

/**
 * What remains to be done once the call's reply, or its failure, is there. Kept as a property of
 * the request.
 */
record Pending(ClientRequestContext request, Then then) {

  private static final String NAME = "io.llmcache.pending";

  /** Told of one of the two. */
  @FunctionalInterface
  interface Then {

    void reply(ClientResponseContext response);

    /** The answer to give all the same, or null. */
    default @Nullable Reply failed(Throwable cause) {
      return null;
    }
  }

  void keep() {
    request.setProperty(NAME, this);
  }

  static @Nullable Pending of(ClientRequestContext request) {
    return request.getProperty(NAME) instanceof Pending pending ? pending : null;
  }

  /**
   * Whether it is this very request's: RESTEasy shares properties where an Invocation is used
   * again.
   */
  boolean belongsTo(ClientRequestContext other) {
    return request == other;
  }
}
