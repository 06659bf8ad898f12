package io.llmcache.internal.policy;

import io.llmcache.exchange.CacheControl;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.Settings;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.RequestFacts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides whether a complete reply is stored, and for how long. */
public final class StoragePolicy {

  /** An answer that was cut at its length is kept no longer than this. */
  static final Duration TRUNCATED = Duration.ofMinutes(10);

  private final Configuration configuration;

  public StoragePolicy(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Whether a reply with this status can be stored at all, known before its first byte. */
  public boolean storable(int status) {
    return status == 200;
  }

  /**
   * Judges a reply whose status is {@linkplain #storable storable} and whose bytes all came.
   *
   * @param said the reply's own Cache-Control
   * @param spread from 0 to 1: how much of the jitter this one gets
   * @param own the lifetime that the request itself wants; null: what is configured for its model
   */
  public StorageVerdict assess(
      RequestFacts request,
      ReplyFacts reply,
      CacheControl said,
      Duration initialAge,
      double spread,
      @Nullable Duration own) {
    Duration ttl = own == null ? configuration.settings().ttl().of(request.model()) : own;
    StorageVerdict verdict = bounded(byEnding(request, reply, ttl), request, said, spread);
    boolean born = verdict.lifetime().compareTo(initialAge) > 0;
    return verdict.stores() && !born ? StorageVerdict.refused("no-lifetime") : verdict;
  }

  private StorageVerdict byEnding(RequestFacts request, ReplyFacts reply, Duration ttl) {
    return switch (reply.ending()) {
      case NATURAL, TOOL_CALL -> new StorageVerdict(ttl, "");
      case LENGTH -> truncated(request, ttl);
      case REFUSED -> StorageVerdict.refused("refused");
      case EMPTY -> StorageVerdict.refused("empty");
      case WITHHELD -> StorageVerdict.refused(reply.detail());
      case UNKNOWN -> StorageVerdict.refused("unknown-ending");
      case ERROR -> StorageVerdict.refused("error");
      case INCOMPLETE -> StorageVerdict.refused("incomplete");
    };
  }

  private StorageVerdict bounded(
      StorageVerdict verdict, RequestFacts request, CacheControl said, double spread) {
    if (!verdict.stores()) {
      return verdict;
    }
    Settings settings = configuration.settings();
    if (settings.obeyUpstream() && (said.noStore() || said.noCache())) {
      return StorageVerdict.refused("upstream-no-store");
    }
    Duration lifetime = verdict.lifetime();
    double kept = 1 - settings.freshness().jitter() * spread;
    lifetime = Duration.ofMillis((long) (lifetime.toMillis() * kept));
    lifetime = shorter(lifetime, request.longestLifetime());
    if (settings.obeyUpstream()) {
      lifetime = shorter(lifetime, said.maxAge());
    }
    return new StorageVerdict(lifetime, verdict.refusal());
  }

  private static Duration shorter(Duration one, @Nullable Duration other) {
    return other != null && other.compareTo(one) < 0 ? other : one;
  }

  private StorageVerdict truncated(RequestFacts request, Duration ttl) {
    if (!request.lengthLimited()) {
      return StorageVerdict.refused("cut-at-unknown-length");
    }
    return new StorageVerdict(ttl.compareTo(TRUNCATED) < 0 ? ttl : TRUNCATED, "");
  }
}
