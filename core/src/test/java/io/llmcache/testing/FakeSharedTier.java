package io.llmcache.testing;

import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.LeaseStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Vectors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A shared tier in memory, with epochs and leases: each {@link #node} is what one node sees.
 * Thread-safe.
 */
public final class FakeSharedTier {

  private final MemoryStore entries;
  private final Map<String, Long> table = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  private final Map<CacheKey, Lease> leases = new HashMap<>();
  private final List<Consumer<CacheKey>> releaseListeners = new CopyOnWriteArrayList<>();
  private final InstantSource clock;

  public FakeSharedTier(InstantSource clock) {
    this.clock = clock;
    entries = new MemoryStore(64L << 20, clock);
  }

  /** A store for one node; closing it closes nothing. */
  public ResponseStore node() {
    return new Node();
  }

  private final Map<SemanticScope, Map<CacheKey, float[]>> vectors = new ConcurrentHashMap<>();
  private volatile @Nullable CacheKey lie;

  /** From now on every search in the index finds this entry too, as if it were the same. */
  public void lie(CacheKey key) {
    lie = key;
  }

  /** How many the index has. */
  public int vectors() {
    return vectors.values().stream().mapToInt(Map::size).sum();
  }

  private List<SemanticIndex.Neighbour> nearest(SemanticScope scope, float[] vector, int most) {
    List<SemanticIndex.Neighbour> found = new ArrayList<>();
    CacheKey lied = lie;
    if (lied != null) {
      found.add(new SemanticIndex.Neighbour(lied, 1));
    }
    vectors
        .getOrDefault(scope, Map.of())
        .forEach(
            (key, its) ->
                found.add(new SemanticIndex.Neighbour(key, Vectors.similarity(its, vector))));
    return found.stream()
        .sorted(Comparator.comparingDouble(SemanticIndex.Neighbour::similarity).reversed())
        .limit(most)
        .toList();
  }

  private final Map<CacheKey, Integer> uses = new ConcurrentHashMap<>();

  /** The table of epochs is gone, the entries are not. */
  public synchronized void loseEpochs() {
    table.clear();
  }

  /** Everything is gone. */
  public void flush() {
    loseEpochs();
    entries.clear();
  }

  /** The table as it is now. */
  public synchronized Map<String, Long> epochs() {
    return Map.copyOf(table);
  }

  /** How many leases are held now. */
  public synchronized int leases() {
    leases.values().removeIf(lease -> !lease.end().isAfter(clock.instant()));
    return leases.size();
  }

  private synchronized boolean acquire(CacheKey key, String holder, Duration length) {
    Lease other = leases.get(key);
    boolean free =
        other == null || other.holder().equals(holder) || !other.end().isAfter(clock.instant());
    if (free) {
      leases.put(key, new Lease(holder, clock.instant().plus(length)));
    }
    return free;
  }

  private synchronized boolean has(CacheKey key, String holder) {
    Lease lease = leases.get(key);
    return lease != null && lease.holder().equals(holder) && lease.end().isAfter(clock.instant());
  }

  private boolean renew(CacheKey key, String holder, Duration length) {
    return has(key, holder) && acquire(key, holder, length);
  }

  private void release(CacheKey key, String holder) {
    synchronized (this) {
      if (!has(key, holder)) {
        return;
      }
      leases.remove(key);
    }
    releaseListeners.forEach(listener -> listener.accept(key));
  }

  private record Lease(String holder, Instant end) {}

  private synchronized long raise(Set<String> scopes, long atLeast) {
    long last = table.values().stream().mapToLong(Long::longValue).max().orElse(0);
    long number = Math.max(last + 1, atLeast);
    scopes.forEach(scope -> table.put(scope, number));
    return number;
  }

  private final class Node implements ResponseStore, EpochStore, SemanticIndex, LeaseStore {

    @Override
    public CompletionStage<byte @Nullable []> get(CacheKey key) {
      return entries.get(key);
    }

    @Override
    public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
      return entries.put(key, entry, lifetime);
    }

    @Override
    public CompletionStage<@Nullable Void> remove(CacheKey key) {
      return entries.remove(key);
    }

    @Override
    public CompletionStage<@Nullable Void> clear() {
      return entries.clear();
    }

    @Override
    public CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
      return entries.visit(visitor);
    }

    @Override
    public CompletionStage<@Nullable Void> used(Map<CacheKey, Integer> hits) {
      hits.forEach((key, count) -> uses.merge(key, count, Integer::sum));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<CacheKey>> mostUsed(int most) {
      return CompletableFuture.completedFuture(
          uses.entrySet().stream()
              .sorted(Map.Entry.<CacheKey, Integer>comparingByValue().reversed())
              .limit(most)
              .map(Map.Entry::getKey)
              .toList());
    }

    @Override
    public CompletionStage<@Nullable Void> ping() {
      return entries.ping();
    }

    @Override
    public EpochStore epochs() {
      return this;
    }

    @Override
    public LeaseStore leases() {
      return this;
    }

    @Override
    public CompletionStage<Boolean> acquire(CacheKey key, String holder, Duration length) {
      return CompletableFuture.completedFuture(FakeSharedTier.this.acquire(key, holder, length));
    }

    @Override
    public CompletionStage<Boolean> renew(CacheKey key, String holder, Duration length) {
      return CompletableFuture.completedFuture(FakeSharedTier.this.renew(key, holder, length));
    }

    @Override
    public CompletionStage<@Nullable Void> release(CacheKey key, String holder) {
      FakeSharedTier.this.release(key, holder);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onRelease(Consumer<CacheKey> released) {
      releaseListeners.add(released);
    }

    @Override
    public SemanticIndex index(String embedder, int dimension, Consumer<String> warn) {
      return this;
    }

    @Override
    public CompletionStage<@Nullable Void> add(CacheKey key, SemanticScope scope, float[] vector) {
      vectors.computeIfAbsent(scope, any -> new ConcurrentHashMap<>()).put(key, vector);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<Neighbour>> nearest(SemanticScope scope, float[] vector, int most) {
      return CompletableFuture.completedFuture(FakeSharedTier.this.nearest(scope, vector, most));
    }

    @Override
    public String describe() {
      return "fake shared tier";
    }

    @Override
    public void close() {}

    @Override
    public CompletionStage<Map<String, Long>> read() {
      return CompletableFuture.completedFuture(FakeSharedTier.this.epochs());
    }

    @Override
    public CompletionStage<Long> raise(Set<String> scopes, long atLeast) {
      long number = FakeSharedTier.this.raise(scopes, atLeast);
      listeners.forEach(Runnable::run);
      return CompletableFuture.completedFuture(number);
    }

    @Override
    public void onChange(Runnable changed) {
      listeners.add(changed);
    }
  }
}
