package io.llmcache.internal.reply;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.spi.StoredReply;
import java.time.Instant;

/** Makes the reply to a caller out of a stored one. Pure. */
public final class Player {

  private Player() {}

  /**
   * The stored bytes, with the headers that say where they come from. Caches beyond this one get no
   * permission to store: the answer is one tenant's.
   */
  public static Reply play(StoredReply stored, String cacheStatus, Instant now) {
    Headers headers =
        stored
            .headers()
            .plus("Cache-Control", "private, no-store")
            .plus("Age", Long.toString(stored.ageAt(now).toSeconds()))
            .plus(CacheStatus.FIELD, cacheStatus);
    return new Reply(stored.status(), headers, new ReplyBody.Whole(stored.body()));
  }
}
