package io.llmcache.infinispan;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.LeaseStore;
import io.llmcache.spi.ResponseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in one Infinispan cache. Only asynchronous calls, so that a cache that hangs costs
 * the engine its deadline and no thread. Has no threads of its own.
 */
final class InfinispanStore implements ResponseStore {

  private static final CompletableFuture<@Nullable Void> NOTHING =
      CompletableFuture.completedFuture(null);

  private final Cache<Object, byte[]> cache;
  private final boolean invalidates;
  private final Cache<Object, byte[]> onThisNode;
  private final Cache<Object, byte[]> writing;
  private final Function<CacheKey, Object> naming;
  private final Function<Object, @Nullable CacheKey> reading;
  private final Supplier<CompletableFuture<@Nullable Void>> clearing;
  private final String where;
  private final Runnable release;
  private final @Nullable SharedState shared;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private InfinispanStore(
      Cache<Object, byte[]> cache,
      Function<CacheKey, Object> naming,
      Function<Object, @Nullable CacheKey> reading,
      Supplier<CompletableFuture<@Nullable Void>> clearing,
      String where,
      Runnable release,
      @Nullable SharedState shared) {
    this.cache = cache;
    CacheMode mode = cache.getCacheConfiguration().clustering().cacheMode();
    this.invalidates = mode.isInvalidation();
    this.onThisNode = invalidates ? FlaggedView.onThisNode(cache) : cache;
    this.writing = mode.isClustered() ? FlaggedView.quiet(cache) : cache;
    this.naming = naming;
    this.reading = reading;
    this.clearing = clearing;
    this.where = where;
    this.release = release;
    this.shared = shared;
  }

  /**
   * In a cache that is the namespace's alone and stores bytes: the keys are the digests.
   *
   * @param release run once, when the store is closed
   */
  static InfinispanStore inOwnCache(Cache<Object, byte[]> cache, String where, Runnable release) {
    return new InfinispanStore(
        cache, CacheKey::bytes, InfinispanStore::ofBytes, cache::clearAsync, where, release, null);
  }

  /**
   * The same in a cluster. The keys are strings: in a server's container one with a transport does
   * not find byte arrays again.
   *
   * @param shared closed with the store
   */
  static InfinispanStore inClusteredCache(
      Cache<Object, byte[]> cache, String where, Runnable release, SharedState shared) {
    return new InfinispanStore(
        cache, CacheKey::hex, name -> ofName(name, ""), cache::clearAsync, where, release, shared);
  }

  /**
   * In a cache that other namespaces use too, and of whose storage nothing is known: the keys are
   * strings, since an off-heap cache of the server's does not find byte arrays again.
   *
   * @param shared closed with the store; null: it shares nothing but the entries
   */
  static InfinispanStore inSharedCache(
      Cache<Object, byte[]> cache, String namespace, String where, @Nullable SharedState shared) {
    String prefix = namespace + "/";
    return new InfinispanStore(
        cache,
        key -> prefix + key.hex(),
        key -> ofName(key, prefix),
        () -> removeAll(cache, prefix),
        where,
        () -> {},
        shared);
  }

  @Override
  public CompletionStage<byte @Nullable []> get(CacheKey key) {
    return call(() -> cache.getAsync(naming.apply(key)));
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    long millis = Math.max(lifetime.toMillis(), 1);
    return call(
        () ->
            writing
                .putAsync(naming.apply(key), entry, millis, TimeUnit.MILLISECONDS)
                .thenApply(old -> null));
  }

  /** Where a put would have other nodes let go of theirs, this node alone is written to. */
  @Override
  public CompletionStage<@Nullable Void> fill(CacheKey key, byte[] entry, Duration lifetime) {
    if (!invalidates) {
      return put(key, entry, lifetime);
    }
    long millis = Math.max(lifetime.toMillis(), 1);
    return call(
        () ->
            onThisNode
                .putAsync(naming.apply(key), entry, millis, TimeUnit.MILLISECONDS)
                .thenApply(old -> null));
  }

  /** Not where a newer one is here by now: that has an announcement of its own. */
  @Override
  public CompletionStage<@Nullable Void> announce(CacheKey key, byte[] entry, Duration lifetime) {
    if (!invalidates) {
      return CompletableFuture.completedFuture(null);
    }
    Object name = naming.apply(key);
    long millis = Math.max(lifetime.toMillis(), 1);
    return call(
        () ->
            cache
                .replaceAsync(name, entry, entry, millis, TimeUnit.MILLISECONDS)
                .thenCompose(told -> told ? NOTHING : removeUnlessThere(name)));
  }

  /** The removal of what is not here is told as well. */
  private CompletableFuture<@Nullable Void> removeUnlessThere(Object name) {
    return cache
        .getAsync(name)
        .thenCompose(
            newer -> newer == null ? cache.removeAsync(name).thenApply(old -> null) : NOTHING);
  }

  @Override
  public @Nullable EpochStore epochs() {
    return shared == null ? null : shared.epochs();
  }

  @Override
  public @Nullable LeaseStore leases() {
    return shared == null ? null : shared.leases();
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    return call(() -> cache.removeAsync(naming.apply(key)).thenApply(old -> null));
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    return call(clearing);
  }

  /** A local or a replicated cache has all of them here. */
  @Override
  public CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
    return call(
        () -> {
          List<CompletableFuture<?>> visits = new ArrayList<>();
          for (Object name : cache.keySet()) {
            CacheKey key = reading.apply(name);
            if (key != null) {
              visits.add(cache.getAsync(name).thenAccept(entry -> show(key, entry, visitor)));
            }
          }
          return CompletableFuture.allOf(visits.toArray(new CompletableFuture<?>[0]));
        });
  }

  private static void show(
      CacheKey key, byte @Nullable [] entry, BiConsumer<CacheKey, byte[]> visitor) {
    if (entry != null) {
      visitor.accept(key, entry);
    }
  }

  private static @Nullable CacheKey ofBytes(Object name) {
    return name instanceof byte[] digest && digest.length == 32 ? new CacheKey(digest) : null;
  }

  private static @Nullable CacheKey ofName(Object name, String prefix) {
    boolean ours =
        name instanceof String text
            && text.startsWith(prefix)
            && text.substring(prefix.length()).matches("[0-9a-f]{64}");
    return ours
        ? new CacheKey(HexFormat.of().parseHex(name.toString().substring(prefix.length())))
        : null;
  }

  @Override
  public CompletionStage<@Nullable Void> ping() {
    return call(() -> CompletableFuture.completedFuture(null));
  }

  /**
   * Told what Infinispan tells: in a replicated cache also what other nodes put. Without a word
   * where this deployment cannot listen.
   */
  @Override
  public void watch(EntryWatcher watcher) {
    listeners.add(
        Listeners.listen(
            cache,
            (name, value) -> {
              if (value instanceof byte[] entry) {
                tell(name, key -> watcher.put(key, entry));
              }
            },
            name -> tell(name, watcher::gone)));
    if (closed.get()) {
      stopListening();
    }
  }

  /** Nothing that a watcher throws gets into Infinispan, which would fail the writer's call. */
  private void tell(Object name, Consumer<CacheKey> news) {
    CacheKey key = reading.apply(name);
    if (key != null && !closed.get()) {
      try {
        news.accept(key);
      } catch (RuntimeException e) {
        // one watcher's fault is neither the writer's nor another watcher's
      }
    }
  }

  private void stopListening() {
    listeners.forEach(Runnable::run);
  }

  /** Unless it is local to this node and nothing of it is written to a disk. */
  @Override
  public boolean leavesProcess() {
    Configuration its = cache.getCacheConfiguration();
    return its == null
        || its.clustering().cacheMode().isClustered()
        || its.persistence().usingStores();
  }

  @Override
  public String describe() {
    return "infinispan (" + where + ")";
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stopListening();
      if (shared != null) {
        shared.close();
      }
      release.run();
    }
  }

  private static CompletableFuture<@Nullable Void> removeAll(
      Cache<Object, byte[]> cache, String prefix) {
    List<CompletableFuture<byte[]>> removed = new ArrayList<>();
    for (Object key : cache.keySet()) {
      if (key instanceof String name && name.startsWith(prefix)) {
        removed.add(cache.removeAsync(key));
      }
    }
    return CompletableFuture.allOf(removed.toArray(new CompletableFuture<?>[0]));
  }

  /** What the cache throws at once is a failed stage like any other. */
  private <T extends @Nullable Object> CompletionStage<T> call(
      Supplier<CompletableFuture<T>> command) {
    if (closed.get()) {
      return CompletableFuture.failedFuture(new IllegalStateException("the store is closed"));
    }
    try {
      return command.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
