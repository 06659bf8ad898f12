package io.llmcache.spi;

/**
 * Told what comes and goes in a store, on any thread; must be quick. May be told twice, and of what
 * is gone later than it went, or never where it went with all others.
 */
public interface EntryWatcher {

  /** An entry was put, by this node or another. */
  void put(CacheKey key, byte[] entry);

  /** An entry was removed, replaced, evicted or has expired. */
  void gone(CacheKey key);
}
