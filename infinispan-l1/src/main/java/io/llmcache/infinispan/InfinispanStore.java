package io.llmcache.infinispan;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.infinispan.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in one Infinispan cache, with the bytes of the digest as keys. Only asynchronous
 * calls, so that a cache that hangs costs the engine its deadline and no thread. Has no threads of
 * its own.
 */
final class InfinispanStore implements ResponseStore {

  private final Cache<byte[], byte[]> cache;
  private final byte[] prefix;
  private final String where;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  private InfinispanStore(
      Cache<byte[], byte[]> cache, String prefix, String where, Runnable release) {
    this.cache = cache;
    this.prefix = prefix.getBytes(StandardCharsets.US_ASCII);
    this.where = where;
    this.release = release;
  }

  /**
   * In a cache that is the namespace's alone.
   *
   * @param release run once, when the store is closed
   */
  static InfinispanStore inOwnCache(Cache<byte[], byte[]> cache, String where, Runnable release) {
    return new InfinispanStore(cache, "", where, release);
  }

  /** In a cache that other namespaces use too: keys begin with the namespace. */
  static InfinispanStore inSharedCache(
      Cache<byte[], byte[]> cache, String namespace, String where) {
    return new InfinispanStore(cache, namespace + "/", where, () -> {});
  }

  @Override
  public CompletionStage<byte @Nullable []> get(CacheKey key) {
    return call(() -> cache.getAsync(bytes(key)));
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    long millis = Math.max(lifetime.toMillis(), 1);
    return call(
        () ->
            cache
                .putAsync(bytes(key), entry, millis, TimeUnit.MILLISECONDS)
                .thenApply(old -> null));
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    return call(() -> cache.removeAsync(bytes(key)).thenApply(old -> null));
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    return call(prefix.length == 0 ? cache::clearAsync : this::removeAll);
  }

  @Override
  public CompletionStage<@Nullable Void> ping() {
    return call(() -> CompletableFuture.completedFuture(null));
  }

  @Override
  public String describe() {
    return "infinispan (" + where + ")";
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }

  private CompletableFuture<@Nullable Void> removeAll() {
    CompletableFuture<?>[] removed =
        cache.keySet().stream()
            .filter(this::isOurs)
            .map(key -> cache.removeAsync(key))
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(removed);
  }

  private boolean isOurs(byte[] key) {
    return key.length > prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private byte[] bytes(CacheKey key) {
    byte[] digest = key.bytes();
    return ByteBuffer.allocate(prefix.length + digest.length).put(prefix).put(digest).array();
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
