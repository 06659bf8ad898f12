package io.llmcache.redis;

import io.llmcache.spi.CacheKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Names of keys and channels. Without braces: a Redis Cluster would put all keys with the same text
 * in braces on one node.
 */
record RedisKeys(String namespace) {

  /** Table and channel of what is shared by all namespaces. */
  static final String ALL_EPOCHS = "llmcache:epochs";

  byte[] entry(CacheKey key) {
    return (entryPrefix() + key.hex()).getBytes(StandardCharsets.US_ASCII);
  }

  /** Matches every entry; a namespace has no character that means something in a pattern. */
  String entries() {
    return entryPrefix() + "*";
  }

  /** What the keys of all entries begin with. */
  String entryPrefix() {
    return "llmcache:" + namespace + ":e:";
  }

  /** The index of the vectors that {@code kind} names. */
  String index(String kind) {
    return "llmcache:" + namespace + ":ix:" + kind;
  }

  /** Table and channel of the namespace. */
  String epochs() {
    return "llmcache:" + namespace + ":epochs";
  }

  /** The sorted set of how often entries are used. */
  String used() {
    return "llmcache:" + namespace + ":used";
  }

  /** The key that an entry of this name has. */
  CacheKey keyOf(String entry) {
    return new CacheKey(HexFormat.of().parseHex(entry.substring(entryPrefix().length())));
  }
}
