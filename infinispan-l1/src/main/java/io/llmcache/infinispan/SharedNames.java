package io.llmcache.infinispan;

import io.llmcache.spi.CacheKey;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The keys of the cache that holds what nodes share beside entries. */
final class SharedNames {

  static final String EPOCHS = "epochs";

  private static final String LEASE = "lease/";

  private SharedNames() {}

  static String lease(CacheKey key) {
    return LEASE + key.hex();
  }

  /** Null: it is another name. */
  static @Nullable CacheKey leased(Object name) {
    return name instanceof String text && text.matches(LEASE + "[0-9a-f]{64}")
        ? new CacheKey(HexFormat.of().parseHex(text.substring(LEASE.length())))
        : null;
  }
}
