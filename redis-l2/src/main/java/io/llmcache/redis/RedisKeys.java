package io.llmcache.redis;

import io.llmcache.spi.CacheKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names of keys and channels. In a Redis Cluster the tables of epochs lie on one node, as the text
 * in braces tells it, so that one script can change both; all else is spread by its whole name.
 *
 * @param cluster whether they are names in a cluster
 */
record RedisKeys(String namespace, boolean cluster) {

  RedisKeys(String namespace) {
    this(namespace, false);
  }

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

  /** Table and channel of what is shared by all namespaces. */
  String allEpochs() {
    return cluster ? "llmcache:{epochs}" : "llmcache:epochs";
  }

  /** Table and channel of the namespace. */
  String epochs() {
    return cluster ? "llmcache:{epochs}:" + namespace : "llmcache:" + namespace + ":epochs";
  }

  /** Who makes the upstream call for a key. */
  String lease(CacheKey key) {
    return "llmcache:" + namespace + ":l:" + key.hex();
  }

  /** Channel on which keys are named whose lease was given back. */
  String releases() {
    return "llmcache:" + namespace + ":leases";
  }

  /** The sorted set of how often entries are used. */
  String used() {
    return "llmcache:" + namespace + ":used";
  }

  /** The key that an entry of this name has, or null: somebody else's. */
  @Nullable CacheKey keyOf(String entry) {
    return keyIn(entry.substring(entryPrefix().length()));
  }

  /** The key of these digits, or null if it is none. */
  static @Nullable CacheKey keyIn(String digits) {
    try {
      return new CacheKey(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
