package io.llmcache.testing;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds what a store must have if nothing went past its watcher. Thread-safe. */
public final class RecordingWatcher implements EntryWatcher {

  private final Map<CacheKey, byte[]> entries = new ConcurrentHashMap<>();

  @Override
  public void put(CacheKey key, byte[] entry) {
    entries.put(key, entry);
  }

  @Override
  public void gone(CacheKey key) {
    entries.remove(key);
  }

  /** What was put and is not gone. */
  public Map<CacheKey, byte[]> entries() {
    return Map.copyOf(entries);
  }
}
