package io.llmcache.interceptor.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;

/** A stream that the cache keeps out of: all that it adds is a field that says so. */
record MarkedEvents(ServerSentEventListener listener, String cacheStatus)
    implements ServerSentEventListener {

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    listener.onOpen(Messages.with(response, cacheStatus));
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
