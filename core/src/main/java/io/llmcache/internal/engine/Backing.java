package io.llmcache.internal.engine;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Reply;
import io.llmcache.internal.key.VaryFields;
import io.llmcache.internal.policy.StoragePolicy;
import io.llmcache.internal.reply.Player;
import io.llmcache.settings.Configuration;
import io.llmcache.settings.ReplayPace;
import io.llmcache.settings.Settings;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What leases need of the engine.
 *
 * @param meanings null: there are no answers by meaning
 */
record Backing(
    Configuration configuration,
    StoragePolicy storage,
    VaryFields vary,
    TieredLookup tiers,
    HitCounts hitsSinceStored,
    Pauses pauses,
    @Nullable Meanings meanings,
    Events events,
    Explanations explanations,
    Timer timer,
    InstantSource clock) {

  /** What holds now. */
  Settings settings() {
    return configuration.settings();
  }

  /** A stored answer for its caller, at the pace that is set. */
  Reply replay(Exchange exchange, StoredReply reply, String cacheStatus) {
    Reply whole = Player.play(reply, cacheStatus, clock.instant());
    ReplayPace pace = settings().replayPace();
    boolean paced =
        exchange.facts().shape() == Shape.STREAM && pace.kind() != ReplayPace.Kind.INSTANT;
    return paced ? PacedReplay.begin(reply, whole, pace, timer) : whole;
  }

  /**
   * A stale answer for its caller, counted.
   *
   * @param cacheStatus of the answer
   * @param why in a word, for the event
   */
  Reply stale(Exchange exchange, StoredReply reply, String cacheStatus, String why) {
    events.tell(
        new CacheEvent(Kind.STALE, why, reply.model(), reply.usage(), reply.took().toMillis()));
    Reply whole = replay(exchange, reply, cacheStatus);
    return exchange.account() == null
        ? whole
        : exchange.account().served(Explanation.Outcome.STALE, why, whole);
  }

  /** Why a reply with these header fields is no answer to others; empty if it is one. */
  String onlyForOne(Exchange exchange, Headers reply) {
    return vary.beyondKey(reply, exchange.facts(), exchange.request().wayIn());
  }

  /** An answer to the exchange was not stored. */
  void notStored(Exchange exchange, String why) {
    events.tell(Kind.NOT_STORED, why);
    if (exchange.account() != null) {
      exchange.account().notStored(why);
    }
  }
}
