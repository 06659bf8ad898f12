package io.llmcache.internal.policy;

import io.llmcache.exchange.CacheControl;
import io.llmcache.settings.Freshness;
import io.llmcache.spi.StoredReply;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a stored reply may answer a request now (RFC 9111 sections 4.2 and 5.2.1). The
 * caller passes the instant, so that one exchange is judged against one time.
 */
public final class ReusePolicy {

  private final Freshness freshness;

  public ReusePolicy(Freshness freshness) {
    this.freshness = freshness;
  }

  /**
   * @param invalidated the last epoch at which something that covers the reply was invalidated
   */
  public Verdict assess(StoredReply stored, CacheControl asked, long invalidated, Instant now) {
    Duration age = stored.ageAt(now);
    Duration left = stored.leftAt(now);
    if (stored.epoch() < invalidated) {
      return Verdict.refused(left, "invalidated");
    }
    if (asked.maxAge() != null && age.compareTo(asked.maxAge()) >= 0) {
      return Verdict.refused(left, "older-than-max-age");
    }
    Duration spare = left.minus(asked.minFresh());
    if (spare.compareTo(Duration.ZERO) > 0) {
      return Verdict.use(left);
    }
    if (asked.maxStale() != null && spare.negated().compareTo(asked.maxStale()) <= 0) {
      return Verdict.use(left);
    }
    return new Verdict(stale(stored, asked, left.negated()), left, "expired");
  }

  /** What a reply is good for that is stale, or less fresh than was asked (RFC 5861). */
  private Verdict.Use stale(StoredReply stored, CacheControl asked, Duration staleFor) {
    boolean asIs = asked.minFresh().isZero() && asked.staleIfError() == null;
    if (asIs && staleFor.compareTo(freshness.staleWhileRevalidate()) < 0) {
      return Verdict.Use.WHILE_REVALIDATING;
    }
    Duration onError =
        asked.staleIfError() != null
            ? asked.staleIfError()
            : freshness.staleIfError(stored.lifetime());
    return staleFor.compareTo(onError) < 0 ? Verdict.Use.ON_ERROR : Verdict.Use.NONE;
  }
}
