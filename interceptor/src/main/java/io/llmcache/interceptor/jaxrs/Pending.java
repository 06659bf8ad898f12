package io.llmcache.interceptor.jaxrs;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What remains to be done once the call's reply, or its failure, is there. Kept as a property of
 * the request.
 */
record Pending(
    ClientRequestContext request,
    Consumer<ClientResponseContext> onReply,
    Consumer<Throwable> onFailure) {

  private static final String NAME = "io.llmcache.pending";

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
