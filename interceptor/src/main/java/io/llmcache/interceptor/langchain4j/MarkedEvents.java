package io.llmcache.interceptor.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.llmcache.exchange.Headers;

/** A stream that the cache keeps out of: all that it adds are fields that say so. */
record MarkedEvents(ServerSentEventListener listener, Headers said)
    implements ServerSentEventListener {

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    listener.onOpen(Messages.with(response, said));
  }

  @Override
  public void onEvent(ServerSentEvent event) {
    listener.onEvent(event);
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    listener.onEvent(event, context);
  }

  @Override
  public void onError(Throwable failure) {
    listener.onError(failure);
  }

  @Override
  public void onClose() {
    listener.onClose();
  }
}
