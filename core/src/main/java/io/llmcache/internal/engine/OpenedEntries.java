package io.llmcache.internal.engine;

import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.StoredReply;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The replies of the near tier's entries that were read last, unpacked, so that a popular one is
 * not checked and unpacked for each hit. An entry is known by its array, which the tier has to give
 * first: what it has no more is not served from here. Holds a few megabytes at most. Thread-safe.
 */
final class OpenedEntries {

  private static final long MOST_BYTES = 4 << 20;
  private static final int LARGEST = 64 << 10;
  private static final int OVERHEAD = 512;

  private final EntryCodec codec;
  private final Map<CacheKey, Opened> opened = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  OpenedEntries(EntryCodec codec) {
    this.codec = codec;
  }

  /** As {@link EntryCodec#read}. The array is not written into as long as it is stored. */
  @Nullable StoredReply read(CacheKey key, byte[] entry) {
    synchronized (this) {
      Opened known = opened.get(key);
      if (known != null && known.entry == entry) {
        return known.reply;
      }
    }
    StoredReply reply = codec.read(key, entry);
    if (reply != null && reply.body().length + entry.length <= LARGEST) {
      keep(key, new Opened(entry, reply));
    }
    return reply;
  }

  private synchronized void keep(CacheKey key, Opened latest) {
    Opened before = opened.put(key, latest);
    bytes += latest.cost() - (before == null ? 0 : before.cost());
    Iterator<Opened> eldest = opened.values().iterator();
    while (bytes > MOST_BYTES) {
      bytes -= eldest.next().cost();
      eldest.remove();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared as the same array on purpose
  private record Opened(byte[] entry, StoredReply reply) {

    long cost() {
      return (long) entry.length + reply.body().length + OVERHEAD;
    }
  }
}
