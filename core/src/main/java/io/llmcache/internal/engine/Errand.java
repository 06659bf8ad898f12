package io.llmcache.internal.engine;

import io.llmcache.exchange.Reply;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What one upstream call asks for, and where its answer goes. */
interface Errand {

  /** What the upstream is asked. */
  RequestFacts facts();

  /** The body that asks for it; null: the request's own. */
  byte @Nullable [] body();

  /** How many bytes of an answer are kept at most. */
  int keeps();

  /**
   * Stores an answer that may be stored.
   *
   * @param whole whether it came to its natural end: else it is found by its key alone
   * @return completes once other nodes can find it, or fails
   */
  CompletableFuture<?> store(StoredReply answer, Instant now, boolean whole);

  /**
   * The caller's reply, where the upstream was asked with another {@link #body}.
   *
   * @param answer all bytes of a complete one
   * @param upstream what the caller would get without that
   * @return null if it cannot be made of this answer
   */
  @Nullable Reply joined(byte[] answer, Reply upstream);
}
