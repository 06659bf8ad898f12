package io.llmcache.infinispan;

import java.util.concurrent.TimeUnit;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;

/** What the caches of the near tier are like. */
final class NearDefinitions {

  private static final long REMOTE_MILLIS = 2_000;
  private static final long STATE_MILLIS = 10_000;

  private NearDefinitions() {}

  /** Entries of this node alone. */
  static Configuration local(long maxSize) {
    return bounded(maxSize, MediaType.APPLICATION_OCTET_STREAM).simpleCache(true).build();
  }

  /**
   * Entries that every node has. A put ends once the others have the entry too, so that one who
   * waits for it there finds it; no caller waits for a put. A node that joins does not wait for the
   * others' entries, and asks for what has not come yet.
   */
  static Configuration replicated(long maxSize) {
    ConfigurationBuilder builder = bounded(maxSize, MediaType.APPLICATION_PROTOSTREAM);
    builder
        .clustering()
        .cacheMode(CacheMode.REPL_SYNC)
        .remoteTimeout(REMOTE_MILLIS, TimeUnit.MILLISECONDS)
        .stateTransfer()
        .awaitInitialTransfer(false);
    return builder.build();
  }

  /** Entries of this node; what one node stores the others let go. */
  static Configuration invalidation(long maxSize) {
    ConfigurationBuilder builder = bounded(maxSize, MediaType.APPLICATION_PROTOSTREAM);
    builder.clustering().cacheMode(CacheMode.INVALIDATION_ASYNC);
    return builder.build();
  }

  /** Strings, without a bound: what is in it is small, and must not be evicted. */
  static Configuration state() {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder.encoding().mediaType(MediaType.APPLICATION_OBJECT);
    builder
        .clustering()
        .cacheMode(CacheMode.REPL_SYNC)
        .remoteTimeout(REMOTE_MILLIS, TimeUnit.MILLISECONDS)
        .stateTransfer()
        .timeout(STATE_MILLIS, TimeUnit.MILLISECONDS);
    return builder.build();
  }

  /** Infinispan can only count bytes where it stores bytes, hence the media types. */
  private static ConfigurationBuilder bounded(long maxSize, MediaType type) {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder.encoding().mediaType(type);
    builder.memory().maxSize(maxSize + "B");
    return builder;
  }
}
