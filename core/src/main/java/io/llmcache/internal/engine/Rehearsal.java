package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheControl;
import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.policy.ReusePolicy;
import io.llmcache.internal.reply.Player;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Pace;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Tier;
import io.llmcache.spi.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Goes the way of a hit with a reply of its own, so that the classes of it are loaded. */
final class Rehearsal {

  private Rehearsal() {}

  /** Blocks for some milliseconds, at most for the near tier's budget. */
  static void of(TieredLookup tiers, ReusePolicy reuse, Instant now) {
    byte[] body = new byte[256];
    StoredReply reply =
        new StoredReply(
            now,
            Duration.ZERO,
            Duration.ofSeconds(1),
            0,
            "",
            "",
            "",
            200,
            Headers.of("Content-Type", "application/json"),
            body,
            Usage.UNKNOWN,
            Duration.ZERO,
            List.of(),
            Pace.UNKNOWN);
    StoredReply read = tiers.rehearse(new CacheKey(new byte[32]), reply);
    Duration left = reuse.assess(read, CacheControl.NONE, 0, now).left();
    Player.play(read, CacheStatus.hit(left, Tier.L1.label()), now).body().stream();
  }
}
