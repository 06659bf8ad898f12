package io.llmcache.internal.engine;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.StoredReply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Marks an answer that the judge linked to another question's key: a tag of ours names the entry
 * that it comes from.
 */
final class Link {

  private static final String TAG = "llmcache-linked:";

  private Link() {}

  /** The same answer, found by key alone, with its origin. */
  static StoredReply to(CacheKey origin, StoredReply reply) {
    List<String> tags = new ArrayList<>(reply.tags());
    tags.add(TAG + origin.hex());
    Collections.sort(tags);
    return reply.tagged(List.copyOf(tags)).meaning(null);
  }

  /** The entry that the answer comes from; null: it is its own. */
  static @Nullable CacheKey origin(StoredReply reply) {
    for (String tag : reply.tags()) {
      if (tag.startsWith(TAG) && tag.substring(TAG.length()).matches("[0-9a-f]{64}")) {
        return new CacheKey(HexFormat.of().parseHex(tag.substring(TAG.length())));
      }
    }
    return null;
  }
}
