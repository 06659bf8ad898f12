package io.llmcache.cli;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps nothing, so that a hit is always one that others have too. */
final class NoNearTier implements ResponseStore {

  private static <T extends @Nullable Object> CompletionStage<@Nullable T> nothing() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<byte @Nullable []> get(CacheKey key) {
    return nothing();
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    return nothing();
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    return nothing();
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    return nothing();
  }

  @Override
  public CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
    return nothing();
  }

  @Override
  public CompletionStage<@Nullable Void> ping() {
    return nothing();
  }

  @Override
  public String describe() {
    return "none";
  }

  @Override
  public void close() {}
}
