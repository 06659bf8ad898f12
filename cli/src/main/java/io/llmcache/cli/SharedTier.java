package io.llmcache.cli;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.StoreFactory;
import io.llmcache.spi.Tier;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The store that the deployments share. Unlike other stores it keeps whoever stores waiting until
 * the entry is there, or the time-out is over: a line is finished when others can see its answer.
 */
final class SharedTier implements ResponseStore {

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

  private final ResponseStore store;
  private final Duration timeout;

  SharedTier(ResponseStore store, Duration timeout) {
    this.store = store;
    this.timeout = timeout;
  }

  /**
   * The one that the settings name, or null if they name none.
   *
   * @throws ConfigError if it does not answer
   */
  static @Nullable SharedTier open(Settings settings, Consumer<String> warn) {
    for (StoreFactory factory : ServiceLoader.load(StoreFactory.class)) {
      ResponseStore store = factory.tier() == Tier.L2 ? factory.create(settings, warn) : null;
      if (store != null) {
        SharedTier tier = new SharedTier(store, settings.shared().timeout());
        tier.check();
        return tier;
      }
    }
    return null;
  }

  private void check() {
    CompletionStage<?> answer = store.ping();
    if (!settled(answer, FIRST_ANSWER) || answer.toCompletableFuture().isCompletedExceptionally()) {
      String name = store.describe();
      store.close();
      throw new ConfigError(
          "The shared tier does not answer: %s. Check %s, and its user and password."
              .formatted(name, SettingKey.REDIS_URL.key()));
    }
  }

  /** Whether it is over, one way or the other, by then. */
  private static boolean settled(CompletionStage<?> answer, Duration limit) {
    try {
      answer.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public CompletionStage<byte @Nullable []> get(CacheKey key) {
    return store.get(key);
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    CompletionStage<@Nullable Void> stored = store.put(key, entry, lifetime);
    settled(stored, timeout);
    return stored;
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    return store.remove(key);
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    return store.clear();
  }

  @Override
  public CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
    return store.visit(visitor);
  }

  /** Notes nothing: the look-ups of a run are nobody's use of an answer. */
  @Override
  public CompletionStage<@Nullable Void> used(Map<CacheKey, Integer> hits) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<@Nullable Void> ping() {
    return store.ping();
  }

  @Override
  public @Nullable EpochStore epochs() {
    return store.epochs();
  }

  @Override
  public String describe() {
    return store.describe();
  }

  @Override
  public void close() {
    store.close();
  }
}
