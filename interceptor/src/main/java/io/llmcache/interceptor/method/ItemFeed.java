package io.llmcache.interceptor.method;

import org.jspecify.annotations.Nullable;

/** Items that the cache has, or gets. For one thread at a time; does not block. */
interface ItemFeed {

  /** What comes next. */
  enum What {
    ITEM,
    /** Nothing now. */
    LATER,
    END,
    FAILED,
    /** The cache has nothing for this caller after all. */
    UNUSABLE
  }

  /** One thing that came. */
  record Step(What what, @Nullable Object item, @Nullable Throwable failure) {

    static final Step LATER = new Step(What.LATER, null, null);
    static final Step END = new Step(What.END, null, null);

    static Step item(Object item) {
      return new Step(What.ITEM, item, null);
    }

    static Step failed(Throwable failure) {
      return new Step(What.FAILED, null, failure);
    }

    static Step unusable(@Nullable Throwable why) {
      return new Step(What.UNUSABLE, null, why);
    }
  }

  Step next();

  /** Runs {@code wake} once, as soon as there is something after {@link What#LATER}. */
  void whenReady(Runnable wake);

  void close();
}
