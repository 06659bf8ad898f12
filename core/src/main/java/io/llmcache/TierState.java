package io.llmcache;

import io.llmcache.spi.Tier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tier and how it is.
 *
 * @param store its store, in a few words; no credential
 * @param downSince since when it is left alone because it does not answer; null: it is not
 */
public record TierState(Tier tier, String store, @Nullable Instant downSince) {

  /** Whether it is asked. */
  public boolean up() {
    return downSince == null;
  }

  /** {@code redis cache:6379, down since 2026-03-01T10:00:00Z}. */
  @Override
  public String toString() {
    return store + (up() ? ", up" : ", down since " + downSince);
  }
}
