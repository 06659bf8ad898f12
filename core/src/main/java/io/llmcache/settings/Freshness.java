package io.llmcache.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of answers that are stale, or soon will be.
 *
 * @param staleWhileRevalidate how long a stale answer is served while a fresh one is fetched
 * @param errorGrace how long a stale answer may stand in where the upstream fails; null: for one
 *     more lifetime
 * @param jitter by which share of itself a lifetime may be shortened, 0 to 1
 * @param refreshAhead in which last share of its lifetime an answer that is hit often is fetched
 *     anew, 0 to 1; 0: never
 * @param refreshAheadHits how many hits are often
 * @param backgroundCalls how many calls are made at a time without a caller
 */
public record Freshness(
    Duration staleWhileRevalidate,
    @Nullable Duration errorGrace,
    double jitter,
    double refreshAhead,
    int refreshAheadHits,
    int backgroundCalls) {

  /** How long an answer of this lifetime may stand in, counted from its end. */
  public Duration staleIfError(Duration lifetime) {
    return errorGrace == null ? lifetime : errorGrace;
  }

  /** How long it is kept after it became stale. */
  public Duration grace(Duration lifetime) {
    Duration onError = staleIfError(lifetime);
    return onError.compareTo(staleWhileRevalidate) > 0 ? onError : staleWhileRevalidate;
  }
}
