package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.Reply;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/**
 * Gives a reply of the cache's to a client's caller, in the three places where one can be given.
 */
final class ServedReply {

  private ServedReply() {}

  /** In a request filter: instead of the call. */
  static void insteadOfCall(ClientRequestContext request, Reply reply) {
    InputStream body = reply.body().stream();
    request.abortWith(response(reply, body));
    // Jersey would write the stream into memory to its end before the first byte can be read.
    new Pending(request, context -> context.setEntityStream(body)).keep();
  }

  /** In a response filter: in place of what came. */
  static void insteadOf(ClientResponseContext response, Reply reply) {
    response.setStatus(reply.status());
    response.getHeaders().clear();
    reply.headers().forEach((name, value) -> response.getHeaders().add(name, value));
    response.setEntityStream(reply.body().stream());
  }

  /** Where the call failed. */
  static Response response(Reply reply) {
    return response(reply, reply.body().stream());
  }

  private static Response response(Reply reply, InputStream body) {
    Response.ResponseBuilder response = Response.status(reply.status()).entity(body);
    reply.headers().forEach(response::header);
    return response.build();
  }
}
