package io.llmcache.internal.policy;

import io.llmcache.exchange.CacheControl;
import io.llmcache.spi.StoredReply;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a stored reply may answer a request now (RFC 9111 sections 4.2 and 5.2.1). The
 * caller passes the instant, so that one exchange is judged against one time.
 */
public final class ReusePolicy {

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
    return Verdict.refused(left, "expired");
  }
}
