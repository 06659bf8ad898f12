package io.llmcache.internal.engine;

import io.llmcache.spi.CacheKey;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How often answers were hit. Bounded: when too many are counted, those with few hits are
 * forgotten. Thread-safe.
 */
final class HitCounts {

  private static final int MOST = 20_000;

  private final ConcurrentMap<CacheKey, Integer> counts = new ConcurrentHashMap<>();

  /** Counts a hit; returns how many there were by now. */
  int add(CacheKey key) {
    if (counts.size() >= MOST && !counts.containsKey(key)) {
      counts.values().removeIf(hits -> hits < 2);
      counts.replaceAll((any, hits) -> hits / 2);
    }
    return counts.merge(key, 1, Integer::sum);
  }

  /** Begins at zero again. */
  void forget(CacheKey key) {
    counts.remove(key);
  }

  /** All hits since the last call, by key. */
  Map<CacheKey, Integer> take() {
    Map<CacheKey, Integer> taken = new HashMap<>();
    for (CacheKey key : counts.keySet()) {
      Integer hits = counts.remove(key);
      if (hits != null) {
        taken.put(key, hits);
      }
    }
    return taken;
  }
}
