package io.llmcache.internal.engine;

import io.llmcache.spi.CacheKey;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How often answers were served by this node since they were stored, and since somebody last asked.
 * Bounded: when too many are counted, those with few hits are forgotten. Thread-safe.
 */
final class Popularity {

  private static final int MOST = 20_000;

  private final ConcurrentMap<CacheKey, Integer> sinceStored = new ConcurrentHashMap<>();
  private final ConcurrentMap<CacheKey, Integer> sinceTaken = new ConcurrentHashMap<>();

  /** Counts a hit; returns how many there were since the answer was stored. */
  int hit(CacheKey key) {
    count(sinceTaken, key);
    return count(sinceStored, key);
  }

  /** The answer was stored anew. */
  void stored(CacheKey key) {
    sinceStored.remove(key);
  }

  /** The hits since the last call, by key. */
  Map<CacheKey, Integer> take() {
    Map<CacheKey, Integer> taken = new HashMap<>();
    for (CacheKey key : sinceTaken.keySet()) {
      Integer hits = sinceTaken.remove(key);
      if (hits != null) {
        taken.put(key, hits);
      }
    }
    return taken;
  }

  private static int count(ConcurrentMap<CacheKey, Integer> counts, CacheKey key) {
    if (counts.size() >= MOST && !counts.containsKey(key)) {
      counts.values().removeIf(hits -> hits < 2);
      counts.replaceAll((any, hits) -> hits / 2);
    }
    return counts.merge(key, 1, Integer::sum);
  }
}
