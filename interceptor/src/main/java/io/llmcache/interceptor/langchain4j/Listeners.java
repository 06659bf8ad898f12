package io.llmcache.interceptor.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.lang.System.Logger.Level;

/** Calls listeners of applications; what one throws is logged, and the stream goes on. */
final class Listeners {

  /** Hears nothing. */
  static final ServerSentEventListener NONE = error -> {};

  private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

  private Listeners() {}

  static void open(ServerSentEventListener listener, SuccessfulHttpResponse head) {
    call(() -> listener.onOpen(head));
  }

  static void error(ServerSentEventListener listener, Throwable failure) {
    call(() -> listener.onError(failure));
  }

  static void close(ServerSentEventListener listener) {
    call(listener::onClose);
  }

  private static void call(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A listener for server-sent events failed.", e);
    }
  }
}
