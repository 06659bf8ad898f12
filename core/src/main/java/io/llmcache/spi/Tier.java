package io.llmcache.spi;

import java.util.Locale;

/** Where a store stands in the look-up. */
public enum Tier {
  /** In this process or beside it; asked first. */
  L1,
  /** Shared by deployments; asked second. */
  L2;

  /** As Cache-Status and counters write it: {@code l1}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
