package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.Reply;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.Configurable;
import org.glassfish.jersey.client.spi.PostInvocationInterceptor;

/**
 * Where Jersey says that a call failed, and takes a stale answer instead. Public because Jersey
 * makes it.
 */
public final class JerseyFailures implements PostInvocationInterceptor {

  static void register(Configurable<?> client) {
    if (!client.getConfiguration().isRegistered(JerseyFailures.class)) {
      client.register(JerseyFailures.class);
    }
  }

  static boolean areSeen(ClientRequestContext request) {
    return request.getConfiguration().isRegistered(JerseyFailures.class);
  }

  @Override
  public void afterRequest(ClientRequestContext request, ClientResponseContext response) {}

  @Override
  public void onException(ClientRequestContext request, ExceptionContext exception) {
    Pending pending = Pending.of(request);
    Throwable cause = exception.getThrowables().peekFirst();
    Reply instead = pending == null || cause == null ? null : pending.then().failed(cause);
    if (instead != null) {
      exception.resolve(ServedReply.response(instead));
    }
  }
}
