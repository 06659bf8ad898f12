package io.llmcache.exchange;

import java.util.concurrent.CompletableFuture;

/** What the engine says to a request: here is the reply, make the call, or wait for another's. */
public sealed interface Outcome {

  /** The reply is here; the upstream is not called. */
  record Served(Reply reply) implements Outcome {}

  /** Make the platform's own call and report it to the lease. */
  record Forward(Lease lease) implements Outcome {}

  /**
   * An identical request is in flight, here or on another node.
   *
   * @param next completes with {@link Served} or {@link Forward}, within the setting {@code
   *     collapse-timeout}, never exceptionally, on a thread of the engine: a callback that blocks
   *     must move elsewhere. Cancel it when the waiting caller goes away.
   */
  record Follow(CompletableFuture<Outcome> next) implements Outcome {}
}
