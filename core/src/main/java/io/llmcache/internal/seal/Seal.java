package io.llmcache.internal.seal;

import io.llmcache.spi.CacheKey;
import org.jspecify.annotations.Nullable;

/** What is done to an entry before it leaves the process. Thread-safe; never blocks. */
interface Seal {

  /** The entry as others may see it. */
  byte[] close(CacheKey key, byte[] entry);

  /** The entry again, or null if it is not what was closed under this key. */
  byte @Nullable [] open(CacheKey key, byte[] sealed);

  /** Whether a reader of the store learns nothing of the entry but its length. */
  boolean hides();

  /** A word for the start-up line. */
  String word();
}
