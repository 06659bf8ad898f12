package io.llmcache.internal.engine;

import io.llmcache.exchange.Reply;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks for the whole of one exchange. */
record WholeErrand(Exchange exchange, Backing backing) implements Errand {

  @Override
  public RequestFacts facts() {
    return exchange.facts();
  }

  @Override
  public byte @Nullable [] body() {
    return null;
  }

  @Override
  public int keeps() {
    return backing.settings().maxEntrySize();
  }

  @Override
  public CompletableFuture<?> store(StoredReply answer, Instant now, boolean whole) {
    CompletableFuture<?> stored = backing.tiers().store(exchange.key(), answer, now);
    backing.hitsSinceStored().forget(exchange.key());
    Meanings meanings = backing.meanings();
    if (meanings != null) {
      meanings.stored(exchange, answer, whole, stored);
    }
    return stored;
  }

  @Override
  public Reply joined(byte[] answer, Reply upstream) {
    return upstream;
  }
}
