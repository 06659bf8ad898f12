package io.llmcache.internal.engine;

import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Matches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what is invalidated, so that nobody finds it in memory or in a dump. Thread-safe;
 * nothing blocks.
 */
public final class Erasure {

  /** By then every node has heard of it, and stores nothing that began before. */
  private static final Duration HEARD = Duration.ofSeconds(10);

  /** Removed at a time: a store's queue is for callers, too. */
  private static final int AT_A_TIME = 8;

  private final TieredLookup tiers;
  private final @Nullable Meanings meanings;
  private final Explanations explanations;
  private final EpochSync sync;
  private final Events events;
  private final EngineThreads threads;

  /**
   * @param meanings null: there are no answers by meaning
   */
  public Erasure(
      TieredLookup tiers,
      @Nullable Meanings meanings,
      Explanations explanations,
      EpochSync sync,
      Events events,
      EngineThreads threads) {
    this.tiers = tiers;
    this.meanings = meanings;
    this.explanations = explanations;
    this.sync = sync;
    this.events = events;
    this.threads = threads;
  }

  /**
   * Invalidates, and takes away what may not be served any more, here and in the shared tier; there
   * a second time for what nodes have put that had not heard of it.
   *
   * @return how many entries went; fails if a tier does
   */
  public CompletableFuture<Matches> erase(Invalidation what) {
    sync.raise(Set.of(Epochs.scope(what), Epochs.ERASED));
    events.tell(Kind.INVALIDATED, what.kind().name().toLowerCase(Locale.ROOT));
    explanations.forget();
    CompletableFuture<Long> local =
        CompletableFuture.supplyAsync(() -> sweep(tiers.near()), threads.executor())
            .thenCompose(Function.identity());
    GuardedStore shared = tiers.shared();
    if (shared == null) {
      return local.thenApply(near -> new Matches(near, 0));
    }
    threads.after(HEARD, () -> threads.executor().execute(() -> sweep(shared)));
    return local.thenCombine(sweep(shared), Matches::new);
  }

  /** Another node has erased: what this one holds for itself goes too. */
  public void another() {
    explanations.forget();
    threads.executor().execute(() -> sweep(tiers.near()));
  }

  private CompletableFuture<Long> sweep(GuardedStore tier) {
    Queue<CacheKey> dead = new ConcurrentLinkedQueue<>();
    return tier.visit(
            (key, entry) -> {
              if (tiers.isDead(key, entry)) {
                dead.add(key);
              }
            })
        .thenCompose(
            visited -> {
              List<CacheKey> keys = List.copyOf(dead);
              return removeAll(tier, keys.iterator()).thenApply(removed -> (long) keys.size());
            });
  }

  private CompletableFuture<@Nullable Void> removeAll(GuardedStore tier, Iterator<CacheKey> keys) {
    while (keys.hasNext()) {
      CompletableFuture<@Nullable Void> some = removeSome(tier, keys);
      if (!some.isDone() || some.isCompletedExceptionally()) {
        return some.thenCompose(removed -> removeAll(tier, keys));
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<@Nullable Void> removeSome(GuardedStore tier, Iterator<CacheKey> keys) {
    List<CompletableFuture<?>> removals = new ArrayList<>();
    while (keys.hasNext() && removals.size() < AT_A_TIME) {
      CacheKey key = keys.next();
      if (meanings != null) {
        meanings.gone(key);
      }
      removals.add(tier.remove(key));
    }
    return CompletableFuture.allOf(removals.toArray(new CompletableFuture<?>[0]));
  }
}
