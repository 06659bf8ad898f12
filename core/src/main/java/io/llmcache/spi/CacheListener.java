package io.llmcache.spi;

/**
 * Told of everything the cache does. Called on the thread that did it, so it must be quick; what it
 * throws is ignored. Found by {@link java.util.ServiceLoader} or given to the builder.
 */
public interface CacheListener {

  void on(CacheEvent event);

  /**
   * The same, where the event is about a request of another thread: one that waited for an answer,
   * and is decided by whoever has it. What the calling thread carries, such as a trace, is not that
   * request's. By default no different from {@link #on}.
   */
  default void onBehalf(CacheEvent event) {
    on(event);
  }

  /**
   * An exchange is over that was to be explained: its caller asked, or the setting {@code
   * explain-sample} has it so. Its answer was stored by then, or was not. May be told twice of one
   * exchange: when its reply is known, and when it is known what became of that.
   */
  default void explained(Explanation explanation) {}
}
