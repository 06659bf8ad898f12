package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.Headers;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.client.jaxrs.engines.AsyncClientHttpEngine;
import org.jboss.resteasy.client.jaxrs.internal.ClientInvocation;
import org.jboss.resteasy.client.jaxrs.internal.ClientRequestContextImpl;
import org.jboss.resteasy.client.jaxrs.internal.ClientResponse;
import org.jboss.resteasy.client.jaxrs.internal.ClientResponseContextImpl;

/**
 * The call that RESTEasy would make after the last request filter, made inside that filter.
 * RESTEasy runs no filter when a call fails, and a failure that the cache does not learn of would
 * hold identical calls up. With the reply RESTEasy goes on as always.
 */
final class ResteasyCall {

  private ResteasyCall() {}

  /** An asynchronous engine would not have its one caller's thread blocked. */
  static boolean canMake(ClientRequestContext request) {
    return !(invocation(request).getClient().httpEngine() instanceof AsyncClientHttpEngine);
  }

  /** Throws what RESTEasy would throw. */
  static void make(ClientRequestContext request, RecordedReply recorder) {
    ClientResponse upstream = call(request, recorder);
    String reason = upstream.getReasonPhrase();
    boolean typed = upstream.getHeaderString(HttpHeaders.CONTENT_TYPE) != null;
    try {
      request.abortWith(passedOn(upstream, recorder));
    } catch (RuntimeException e) {
      recorder.failed(e);
      request.abortWith(upstream);
    }
    new Pending(request, reply -> amend(reply, reason, typed), recorder::failed).keep();
  }

  private static ClientResponse call(ClientRequestContext request, RecordedReply recorder) {
    ClientInvocation invocation = invocation(request);
    Map<String, List<Object>> kept = OutboundRequest.keepCacheFieldsHere(request);
    try {
      return (ClientResponse) invocation.getClient().httpEngine().invoke(invocation);
    } catch (Throwable e) {
      recorder.failed(e);
      throw e;
    } finally {
      // An Invocation may be used again.
      request.getHeaders().putAll(kept);
    }
  }

  private static Response passedOn(ClientResponse upstream, RecordedReply recorder) {
    Headers received = Headers.of(upstream.getStringHeaders());
    Response.ResponseBuilder reply = Response.status(upstream.getStatus());
    received.forEach(reply::header);
    reply.header("Cache-Status", recorder.cacheStatus());
    InputStream body = upstream.getEntity() instanceof InputStream stream ? stream : null;
    return reply
        .entity(recorder.take(upstream.getStatus(), received, body, () -> cut(upstream)))
        .build();
  }

  /**
   * Makes an aborted request's reply like one that came by itself: with its own reason, without a
   * media type that nobody sent, and with nothing but the stream.
   */
  private static void amend(ClientResponseContext reply, String reason, boolean typed) {
    ClientResponse passed = ((ClientResponseContextImpl) reply).getClientResponse();
    passed.setReasonPhrase(reason);
    passed.setEntity(null);
    if (!typed) {
      reply.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
    }
  }

  /** Unlike close, does not first read what is still to come. */
  private static void cut(ClientResponse upstream) {
    try {
      upstream.releaseConnection(false);
    } catch (IOException e) {
      // It is given up anyway.
    }
  }

  private static ClientInvocation invocation(ClientRequestContext request) {
    return ((ClientRequestContextImpl) request).getInvocation();
  }
}
