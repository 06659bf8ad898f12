package io.llmcache.internal.memory;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import io.llmcache.spi.ResponseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
  private final List<EntryWatcher> watchers = new CopyOnWriteArrayList<>();
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
    tellGone(List.of(key));
    return null;
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    boolean fits = cost(entry) <= maxBytes;
    List<CacheKey> gone = new ArrayList<>();
    synchronized (this) {
      if (drop(key)) {
        gone.add(key);
      }
      if (fits) {
        entries.put(key, new Entry(entry, clock.instant().plus(lifetime)));
        bytes += cost(entry);
        makeRoom(gone);
      }
    }
    tellGone(gone);
    if (fits) {
      tell(watcher -> watcher.put(key, entry));
    }
    return done();
  }

  private void makeRoom(List<CacheKey> gone) {
    Iterator<Map.Entry<CacheKey, Entry>> eldest = entries.entrySet().iterator();
    while (bytes > maxBytes && eldest.hasNext()) {
      Map.Entry<CacheKey, Entry> next = eldest.next();
      bytes -= cost(next.getValue().bytes());
      gone.add(next.getKey());
      eldest.remove();
    }
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    boolean dropped;
    synchronized (this) {
      dropped = drop(key);
    }
    if (dropped) {
      tellGone(List.of(key));
    }
    return done();
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    List<CacheKey> gone;
    synchronized (this) {
      gone = List.copyOf(entries.keySet());
      entries.clear();
      bytes = 0;
    }
    tellGone(gone);
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
    watchers.add(watcher);
  }

  private void tellGone(Collection<CacheKey> keys) {
    tell(watcher -> keys.forEach(watcher::gone));
  }

  private void tell(Consumer<EntryWatcher> news) {
    for (EntryWatcher watcher : watchers) {
      try {
        news.accept(watcher);
      } catch (RuntimeException e) {
        // one watcher's fault is neither the caller's nor another watcher's
      }
    }
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

  private boolean drop(CacheKey key) {
    Entry old = entries.remove(key);
    if (old != null) {
      bytes -= cost(old.bytes());
    }
    return old != null;
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
