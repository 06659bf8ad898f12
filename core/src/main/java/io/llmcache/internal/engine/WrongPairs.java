package io.llmcache.internal.engine;

import io.llmcache.internal.key.KeyDeriver;
import io.llmcache.spi.CacheKey;
import java.util.Set;

/**
 * Pairs that somebody said are no match. They lie in the table of epochs: where Redis has it, it is
 * copied to every node and survives restarts; else it is this node's. Thread-safe; nothing blocks.
 */
final class WrongPairs {

  /** What people report; more than that is no report, and the table is read by every node. */
  private static final int MOST = 10_000;

  private final Epochs epochs;
  private final EpochSync sync;

  WrongPairs(Epochs epochs, EpochSync sync) {
    this.epochs = epochs;
    this.sync = sync;
  }

  /**
   * Notes the pair, unless there are too many already; every node that shares the table sees it.
   */
  void add(CacheKey stored, CacheKey asked) {
    if (epochs.pairs() < MOST) {
      sync.raise(Set.of(scope(stored, asked)));
    }
  }

  boolean has(CacheKey stored, CacheKey asked) {
    return has(epochs, stored, asked);
  }

  static boolean has(Epochs epochs, CacheKey stored, CacheKey asked) {
    return epochs.pairs() > 0 && epochs.has(scope(stored, asked));
  }

  private static String scope(CacheKey stored, CacheKey asked) {
    return Epochs.PAIR + KeyDeriver.pair(stored, asked);
  }
}
