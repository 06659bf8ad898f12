package io.llmcache.cli;

import java.time.Duration;

/**
 * How long to wait before an attempt is repeated: as long as the provider asks, and at least a time
 * that doubles from one attempt to the next. Pure.
 *
 * @param retries how often an attempt is repeated
 * @param first before the first repetition
 */
record Backoff(int retries, Duration first) {

  /** No pause of our own is longer. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  boolean allows(int attempt) {
    return attempt < retries;
  }

  /**
   * @param attempt from 0
   */
  Duration after(int attempt, Trouble trouble) {
    Duration own = first.multipliedBy(1L << Math.min(attempt, 20));
    Duration bounded = own.compareTo(LONGEST) > 0 ? LONGEST : own;
    return trouble.pause().compareTo(bounded) > 0 ? trouble.pause() : bounded;
  }
}
