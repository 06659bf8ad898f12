package io.llmcache.filter.gateway;

import java.time.Duration;

/** Knows whether nothing moved for a time. Thread-safe; {@link #moved} is cheap. */
final class IdleWatch {

  private final long limit;
  private volatile long last = System.nanoTime();

  IdleWatch(Duration limit) {
    this.limit = limit.toNanos();
  }

  void moved() {
    last = System.nanoTime();
  }

  boolean expired() {
    return System.nanoTime() - last >= limit;
  }
}
