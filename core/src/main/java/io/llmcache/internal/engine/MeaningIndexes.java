package io.llmcache.internal.engine;

import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import io.llmcache.spi.Meaning;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticIndex.Neighbour;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The vector indexes of both tiers. That of the near tier follows its entries, whoever put them;
 * that of the shared tier gets what this node stores. Thread-safe.
 */
public final class MeaningIndexes implements EntryWatcher {

  /** How many neighbours are looked at: the nearest may be refused where the next is not. */
  private static final int MOST = 4;

  private final String embedder;
  private final SemanticIndex near;
  private final @Nullable SemanticIndex shared;
  private final @Nullable GuardedStore sharedTier;
  private final EpochSync sync;
  private final EntryCodec codec;

  /**
   * @param embedder whose vectors they hold
   * @param shared null: there is none
   * @param sharedTier whose deadline and breaker hold for the shared index
   */
  public MeaningIndexes(
      String embedder,
      SemanticIndex near,
      @Nullable SemanticIndex shared,
      @Nullable GuardedStore sharedTier,
      EpochSync sync,
      EntryCodec codec) {
    this.embedder = embedder;
    this.near = near;
    this.shared = shared;
    this.sharedTier = sharedTier;
    this.sync = sync;
    this.codec = codec;
  }

  /**
   * Follows the store's entries from now on, and takes in those that are there; may take long. A
   * store that fails at that is followed no further than it can.
   */
  public void follow(ResponseStore store, Events events) {
    try {
      store.watch(this);
      store.visit(this::put);
    } catch (RuntimeException e) {
      events.fault("l1-watch", e);
    }
  }

  @Override
  public void put(CacheKey key, byte[] entry) {
    Meaning meaning = codec.meaning(key, entry);
    if (meaning != null && meaning.embedder().equals(embedder)) {
      near.add(key, meaning.scope(), meaning.vector());
    } else {
      near.remove(key);
    }
  }

  @Override
  public void gone(CacheKey key) {
    near.remove(key);
  }

  /** Neighbours in the near tier; does not block. */
  List<Neighbour> near(Meaning asked) {
    return near.nearest(asked.scope(), asked.vector(), MOST)
        .toCompletableFuture()
        .getNow(List.of());
  }

  /** Neighbours in the shared tier; blocks at most for its budget. */
  List<Neighbour> shared(Meaning asked) {
    SemanticIndex index = shared;
    GuardedStore tier = sharedTier;
    if (index == null || tier == null || !sync.synced()) {
      return List.of();
    }
    List<Neighbour> found =
        tier.await("nearest", () -> index.nearest(asked.scope(), asked.vector(), MOST));
    return found == null ? List.of() : found;
  }

  /**
   * Makes an entry of this node findable in both.
   *
   * @param stored completes once the shared tier has it
   */
  void add(CacheKey key, Meaning meaning, CompletableFuture<?> stored) {
    near.add(key, meaning.scope(), meaning.vector());
    SemanticIndex index = shared;
    GuardedStore tier = sharedTier;
    if (index != null && tier != null) {
      stored.thenRun(
          () -> tier.watched("index", () -> index.add(key, meaning.scope(), meaning.vector())));
    }
  }
}
