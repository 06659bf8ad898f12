package io.llmcache.internal.engine;

import io.llmcache.spi.CacheKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tells the shared tier which answers are used, and fetches those that are used most into the near
 * tier when the node starts, so that its first callers hit as well. Thread-safe.
 */
public final class SharedUse {

  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofMillis(250);
  private static final int MOST_TRIES = 40;

  private final @Nullable GuardedStore shared;
  private final TieredLookup tiers;
  private final EpochSync sync;
  private final HitCounts hits = new HitCounts();
  private final Timer timer;
  private final Executor executor;
  private final InstantSource clock;
  private volatile boolean closed;

  /**
   * @param shared null: there is nothing to tell, and nothing to fetch
   */
  SharedUse(
      @Nullable GuardedStore shared,
      TieredLookup tiers,
      EpochSync sync,
      Timer timer,
      Executor executor,
      InstantSource clock) {
    this.shared = shared;
    this.tiers = tiers;
    this.sync = sync;
    this.timer = timer;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * Begins; does not block.
   *
   * @param warmStart how many answers to fetch; 0: none
   */
  void start(int warmStart) {
    if (shared != null) {
      timer.after(PAUSE, this::tell);
      if (warmStart > 0) {
        executor.execute(() -> fetch(warmStart, MOST_TRIES));
      }
    }
  }

  /** An answer was served from what is stored. */
  void hit(CacheKey key) {
    if (shared != null) {
      hits.add(key);
    }
  }

  void close() {
    closed = true;
  }

  private void tell() {
    GuardedStore tier = shared;
    if (closed || tier == null) {
      return;
    }
    Map<CacheKey, Integer> taken = hits.take();
    if (!taken.isEmpty()) {
      tier.used(taken);
    }
    timer.after(PAUSE, this::tell);
  }

  /** Not before the epochs are known: what was invalidated must not come back. */
  private void fetch(int count, int tries) {
    GuardedStore tier = shared;
    if (closed || tier == null || tries == 0) {
      return;
    }
    if (!sync.synced()) {
      timer.after(RETRY, () -> executor.execute(() -> fetch(count, tries - 1)));
      return;
    }
    tier.mostUsed(count).thenAcceptAsync(this::fetch, executor);
  }

  /** The most used last, so that a near tier too small for all keeps those. */
  private void fetch(List<CacheKey> mostUsed) {
    for (int i = mostUsed.size() - 1; i >= 0 && !closed; i--) {
      tiers.promote(mostUsed.get(i), clock.instant());
    }
  }
}
