package io.llmcache.embedding;

import java.time.Duration;

/** The end of a time budget. */
record Deadline(long nanoTime) {

  static Deadline in(Duration budget) {
    return new Deadline(System.nanoTime() + budget.toNanos());
  }

  /** Nanoseconds that are left; not above 0 when it is over. */
  long left() {
    return nanoTime - System.nanoTime();
  }
}
