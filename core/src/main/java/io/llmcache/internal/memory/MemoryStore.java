package io.llmcache.internal.memory;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import io.llmcache.spi.ResponseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries on the heap, bounded by bytes, the least recently used going first. An expired
 * entry goes when it is asked for or when its turn comes. One lock: it is held for a map operation
 * only, which is short beside everything else on the path, and never while a watcher is told.
 */
public final class MemoryStore implements ResponseStore {

  /** What an entry costs beside its bytes: map node, key, record, array header. */
  static final int OVERHEAD = 200;

  private final long maxBytes;
  private final InstantSource clock;
  private final Map<CacheKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final News news = new News();
  private long bytes;

  /** Holds at most {@code maxBytes}, overhead included; an entry larger than that is not kept. */
  public MemoryStore(long maxBytes, InstantSource clock) {
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  @Override
  public CompletionStage<byte @Nullable []> get(CacheKey key) {
    return CompletableFuture.completedFuture(find(key));
  }

  private byte @Nullable [] find(CacheKey key) {
    synchronized (this) {
      Entry entry = entries.get(key);
      if (entry == null) {
        return null;
      }
      if (clock.instant().isBefore(entry.expires())) {
        return entry.bytes();
      }
      drop(key);
    }
    news.tell();
    return null;
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    synchronized (this) {
      drop(key);
      if (cost(entry) <= maxBytes) {
        entries.put(key, new Entry(entry, clock.instant().plus(lifetime)));
        bytes += cost(entry);
        news.put(key, entry);
        makeRoom();
      }
    }
    news.tell();
    return done();
  }

  private void makeRoom() {
    Iterator<Map.Entry<CacheKey, Entry>> eldest = entries.entrySet().iterator();
    while (bytes > maxBytes && eldest.hasNext()) {
      Map.Entry<CacheKey, Entry> next = eldest.next();
      bytes -= cost(next.getValue().bytes());
      news.gone(next.getKey());
      eldest.remove();
    }
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    synchronized (this) {
      drop(key);
    }
    news.tell();
    return done();
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    synchronized (this) {
      entries.keySet().forEach(news::gone);
      entries.clear();
      bytes = 0;
    }
    news.tell();
    return done();
  }

  @Override
  public CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
    Map<CacheKey, Entry> all;
    synchronized (this) {
      all = new LinkedHashMap<>(entries);
    }
    Instant now = clock.instant();
    all.forEach(
        (key, entry) -> {
          if (now.isBefore(entry.expires())) {
            visitor.accept(key, entry.bytes());
          }
        });
    return done();
  }

  @Override
  public CompletionStage<@Nullable Void> ping() {
    return done();
  }

  @Override
  public void watch(EntryWatcher watcher) {
    news.addressedTo(watcher);
  }

  /** Bytes held, overhead included. */
  public synchronized long bytes() {
    return bytes;
  }

  @Override
  public boolean leavesProcess() {
    return false;
  }

  @Override
  public String describe() {
    return "memory (" + (maxBytes >> 20) + " MB)";
  }

  @Override
  public void close() {
    clear();
  }

  private void drop(CacheKey key) {
    Entry old = entries.remove(key);
    if (old != null) {
      bytes -= cost(old.bytes());
      news.gone(key);
    }
  }

  private static long cost(byte[] entry) {
    return entry.length + (long) OVERHEAD;
  }

  private static CompletionStage<@Nullable Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared, only held
  private record Entry(byte[] bytes, Instant expires) {}
}
