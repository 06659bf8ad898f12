package io.llmcache.redis;

import io.llmcache.spi.SemanticScope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers which scopes hold so large a share of an index that the graph should be searched. Redis
 * itself compares with every vector of the scope, however many there are, which takes a millisecond
 * for 20,000; in the graph it takes a fifth of that, but finding a small scope's few entries there
 * takes far longer. Thread-safe.
 */
final class LargeScopes {

  /** Below it a comparison with all is as fast. */
  private static final long LARGE = 2_000;

  /** Of all entries: below it too much of the graph is walked in vain. */
  private static final int SHARE = 4;

  private static final int REMEMBERED = 1_000;
  private static final Duration RECOUNT = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private final Map<SemanticScope, Counted> counted = new LinkedHashMap<>(16, 0.75f, true);

  private record Counted(boolean large, long at) {}

  /**
   * @param nanoTime as of System.nanoTime
   */
  LargeScopes(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized boolean contains(SemanticScope scope) {
    Counted known = counted.get(scope);
    return known != null && known.large();
  }

  /** Whether the caller is to count the scope now; says so once in a while. */
  synchronized boolean isDue(SemanticScope scope) {
    Counted known = counted.get(scope);
    long now = nanoTime.getAsLong();
    if (known != null && now - known.at() < RECOUNT.toNanos()) {
      return false;
    }
    remember(scope, new Counted(known != null && known.large(), now));
    return true;
  }

  /**
   * @param entries of the scope
   * @param all entries of the index
   */
  synchronized void count(SemanticScope scope, long entries, long all) {
    boolean large = entries >= LARGE && entries >= all / SHARE;
    remember(scope, new Counted(large, nanoTime.getAsLong()));
  }

  private void remember(SemanticScope scope, Counted now) {
    counted.put(scope, now);
    if (counted.size() > REMEMBERED) {
      counted.remove(counted.keySet().iterator().next());
    }
  }
}
