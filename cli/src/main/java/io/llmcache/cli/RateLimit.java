package io.llmcache.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Spaces calls evenly, and holds all of them back while the provider wants to be left alone. Does
 * not wait itself. Thread-safe.
 */
final class RateLimit {

  private final Duration interval;
  private final InstantSource clock;
  private Instant next;

  /**
   * @param perSecond above 0
   */
  RateLimit(double perSecond, InstantSource clock) {
    this.interval = Duration.ofNanos((long) (1e9 / perSecond));
    this.clock = clock;
    this.next = clock.instant();
  }

  /** Zero: one call may be made now. Else how long to wait before asking again. */
  synchronized Duration take() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return Duration.between(now, next);
    }
    next = now.plus(interval);
    return Duration.ZERO;
  }

  /** No call may be made for so long. */
  synchronized void hold(Duration length) {
    Instant end = clock.instant().plus(length);
    next = end.isAfter(next) ? end : next;
  }
}
