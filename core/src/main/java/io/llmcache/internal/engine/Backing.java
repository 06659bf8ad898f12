package io.llmcache.internal.engine;

import io.llmcache.exchange.Reply;
import io.llmcache.internal.policy.StoragePolicy;
import io.llmcache.internal.reply.Player;
import io.llmcache.settings.Settings;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.StoredReply;
import java.time.InstantSource;

/** What leases need of the engine. */
record Backing(
    Settings settings,
    StoragePolicy storage,
    TieredLookup tiers,
    Popularity popularity,
    Pauses pauses,
    Events events,
    Timer timer,
    InstantSource clock) {

  /**
   * A stale answer for its caller, counted.
   *
   * @param cacheStatus of the answer
   * @param why in a word, for the event
   */
  Reply stale(StoredReply reply, String cacheStatus, String why) {
    events.tell(
        new CacheEvent(Kind.STALE, why, reply.model(), reply.usage(), reply.took().toMillis()));
    return Player.play(reply, cacheStatus, clock.instant());
  }
}
