package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Reply;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.Invocation;
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
import org.jspecify.annotations.Nullable;

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

  /** Throws what RESTEasy would throw, unless there is a stale answer. */
  static void make(ClientRequestContext request, RecordedReply recorder) {
    ClientResponse upstream;
    try {
      upstream = call(request, recorder.requestBody());
    } catch (Throwable e) {
      Reply stale = recorder.failed(e);
      if (stale == null || e instanceof Error) {
        throw e;
      }
      ServedReply.insteadOfCall(request, stale);
      return;
    }
    passOn(request, upstream, recorder);
  }

  /**
   * Makes a call that no caller waits for, past the filters.
   *
   * @return the body, to be read to its end
   */
  static InputStream makePastFilters(Invocation made, RecordedReply recorder) {
    ClientInvocation invocation = (ClientInvocation) made;
    ClientResponse upstream =
        (ClientResponse) invocation.getClient().httpEngine().invoke(invocation);
    RecordedReply.Taken taken = take(upstream, recorder);
    return taken.body() == null ? InputStream.nullInputStream() : taken.body();
  }

  private static void passOn(
      ClientRequestContext request, ClientResponse upstream, RecordedReply recorder) {
    RecordedReply.Taken taken = take(upstream, recorder);
    if (taken.instead() != null) {
      ServedReply.insteadOfCall(request, taken.instead());
      return;
    }
    Headers received = Headers.of(upstream.getStringHeaders());
    String reason = upstream.getReasonPhrase();
    try {
      request.abortWith(response(upstream.getStatus(), received, taken.body(), recorder));
    } catch (RuntimeException e) {
      recorder.failed(e);
      request.abortWith(upstream);
    }
    boolean typed = received.first(HttpHeaders.CONTENT_TYPE) != null;
    new Pending(request, new Amending(reason, typed, recorder)).keep();
  }

  private static RecordedReply.Taken take(ClientResponse upstream, RecordedReply recorder) {
    Headers received = Headers.of(upstream.getStringHeaders());
    InputStream body = upstream.getEntity() instanceof InputStream stream ? stream : null;
    return recorder.take(upstream.getStatus(), received, body, () -> cut(upstream));
  }

  private static ClientResponse call(ClientRequestContext request, byte @Nullable [] less) {
    ClientInvocation invocation = invocation(request);
    Map<String, List<Object>> kept = OutboundRequest.keepCacheFieldsHere(request);
    Object whole = request.getEntity();
    try {
      if (less != null) {
        request.setEntity(less);
      }
      return (ClientResponse) invocation.getClient().httpEngine().invoke(invocation);
    } finally {
      // An Invocation may be used again.
      request.getHeaders().putAll(kept);
      if (less != null) {
        request.setEntity(whole);
      }
    }
  }

  private static Response response(
      int status, Headers received, @Nullable InputStream body, RecordedReply recorder) {
    Response.ResponseBuilder reply = Response.status(status);
    received.forEach(reply::header);
    recorder.said().forEach(reply::header);
    return reply.entity(body).build();
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

  /**
   * Makes an aborted request's reply like one that came by itself: with its own reason, without a
   * media type that nobody sent, and with nothing but the stream.
   */
  private record Amending(String reason, boolean typed, RecordedReply recorder)
      implements Pending.Then {

    @Override
    public void reply(ClientResponseContext reply) {
      ClientResponse passed = ((ClientResponseContextImpl) reply).getClientResponse();
      passed.setReasonPhrase(reason);
      passed.setEntity(null);
      if (!typed) {
        reply.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
      }
    }

    @Override
    public @Nullable Reply failed(Throwable cause) {
      return recorder.failed(cause);
    }
  }
}
