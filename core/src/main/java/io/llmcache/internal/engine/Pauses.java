package io.llmcache.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Upstreams that are to be left alone until an instant. Bounded; thread-safe. */
final class Pauses {

  private static final int MOST = 10_000;

  private final ConcurrentMap<String, Instant> until = new ConcurrentHashMap<>();

  /** Leaves the upstream alone for that long, if it is not left alone for longer already. */
  void begin(String upstream, Instant now, Duration length) {
    if (until.size() >= MOST) {
      until.values().removeIf(end -> !end.isAfter(now));
    }
    if (until.size() < MOST) {
      until.merge(upstream, now.plus(length), (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  boolean active(String upstream, Instant now) {
    Instant end = until.get(upstream);
    if (end == null) {
      return false;
    }
    if (end.isAfter(now)) {
      return true;
    }
    until.remove(upstream, end);
    return false;
  }
}
