package io.llmcache.infinispan;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.LeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.infinispan.Cache;
import org.jspecify.annotations.Nullable;

/** Each lease is an entry of a replicated cache that holds its holder for so long. */
final class InfinispanLeases implements LeaseStore {

  private final Cache<Object, String> cache;
  private final List<Consumer<CacheKey>> listeners = new CopyOnWriteArrayList<>();

  InfinispanLeases(Cache<Object, String> cache) {
    this.cache = cache;
  }

  /** Who has it already has it for so long from now. */
  @Override
  public CompletionStage<Boolean> acquire(CacheKey key, String holder, Duration length) {
    return cache
        .putIfAbsentAsync(SharedNames.lease(key), holder, millis(length), TimeUnit.MILLISECONDS)
        .thenCompose(
            other ->
                holder.equals(other)
                    ? renew(key, holder, length)
                    : CompletableFuture.completedFuture(other == null));
  }

  @Override
  public CompletionStage<Boolean> renew(CacheKey key, String holder, Duration length) {
    return cache.replaceAsync(
        SharedNames.lease(key), holder, holder, millis(length), TimeUnit.MILLISECONDS);
  }

  @Override
  public CompletionStage<@Nullable Void> release(CacheKey key, String holder) {
    return cache
        .removeAsync(SharedNames.lease(key), holder)
        .thenApply(done -> (@Nullable Void) null);
  }

  @Override
  public void onRelease(Consumer<CacheKey> released) {
    listeners.add(released);
  }

  /** A lease was given back, or has ended by itself. */
  void tellReleased(CacheKey key) {
    listeners.forEach(listener -> listener.accept(key));
  }

  private static long millis(Duration length) {
    return Math.max(length.toMillis(), 1);
  }
}
