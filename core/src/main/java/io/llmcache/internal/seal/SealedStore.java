package io.llmcache.internal.seal;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.LeaseStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store that sees sealed entries only. One that cannot be opened is not there for who asks for
 * it, and has no bytes for who visits: whoever sweeps may take it away.
 */
final class SealedStore implements ResponseStore {

  private static final byte[] UNREADABLE = {};

  private final ResponseStore inner;
  private final Seal seal;
  private final Consumer<Exception> fault;

  /**
   * @param fault told of each entry that was asked for and cannot be opened
   */
  SealedStore(ResponseStore inner, Seal seal, Consumer<Exception> fault) {
    this.inner = inner;
    this.seal = seal;
    this.fault = fault;
  }

  @Override
  public CompletionStage<byte @Nullable []> get(CacheKey key) {
    return inner.get(key).thenApply(stored -> stored == null ? null : opened(key, stored));
  }

  private byte @Nullable [] opened(CacheKey key, byte[] sealed) {
    byte[] entry = seal.open(key, sealed);
    if (entry == null) {
      fault.accept(new GeneralSecurityException("an entry is not " + seal.word() + " as ours are"));
    }
    return entry;
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    return inner.put(key, seal.close(key, entry), lifetime);
  }

  @Override
  public CompletionStage<@Nullable Void> fill(CacheKey key, byte[] entry, Duration lifetime) {
    return inner.fill(key, seal.close(key, entry), lifetime);
  }

  /** In the bytes that are there: the same entry is another each time that it is encrypted. */
  @Override
  public CompletionStage<@Nullable Void> announce(CacheKey key, byte[] entry, Duration lifetime) {
    return inner
        .get(key)
        .thenCompose(stored -> inner.announce(key, sealedAs(stored, key, entry), lifetime));
  }

  private byte[] sealedAs(byte @Nullable [] stored, CacheKey key, byte[] entry) {
    boolean same = stored != null && Arrays.equals(seal.open(key, stored), entry);
    return stored != null && same ? stored : seal.close(key, entry);
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    return inner.remove(key);
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    return inner.clear();
  }

  @Override
  public CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
    return inner.visit((key, stored) -> visitor.accept(key, orUnreadable(key, stored)));
  }

  private byte[] orUnreadable(CacheKey key, byte[] sealed) {
    byte[] entry = seal.open(key, sealed);
    return entry == null ? UNREADABLE : entry;
  }

  @Override
  public CompletionStage<@Nullable Void> used(Map<CacheKey, Integer> hits) {
    return inner.used(hits);
  }

  @Override
  public CompletionStage<List<CacheKey>> mostUsed(int most) {
    return inner.mostUsed(most);
  }

  @Override
  public CompletionStage<@Nullable Void> ping() {
    return inner.ping();
  }

  @Override
  public @Nullable EpochStore epochs() {
    return inner.epochs();
  }

  @Override
  public @Nullable LeaseStore leases() {
    return inner.leases();
  }

  /** None where the store is to learn nothing: a vector tells much of its question. */
  @Override
  public @Nullable SemanticIndex index(String embedder, int dimension, Consumer<String> warn) {
    return seal.hides() ? null : inner.index(embedder, dimension, warn);
  }

  @Override
  public void watch(EntryWatcher watcher) {
    inner.watch(
        new EntryWatcher() {
          @Override
          public void put(CacheKey key, byte[] entry) {
            watcher.put(key, orUnreadable(key, entry));
          }

          @Override
          public void gone(CacheKey key) {
            watcher.gone(key);
          }
        });
  }

  @Override
  public boolean leavesProcess() {
    return inner.leavesProcess();
  }

  @Override
  public String describe() {
    return inner.describe() + ", " + seal.word();
  }

  @Override
  public List<String> warnings() {
    return inner.warnings();
  }

  @Override
  public void close() {
    inner.close();
  }
}
