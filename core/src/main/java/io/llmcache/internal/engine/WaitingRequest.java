package io.llmcache.internal.engine;

import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.StoredReply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A follower whose outcome is a future. It waits for the collapse time-out at most. */
final class WaitingRequest implements Follower {

  private final Exchange exchange;
  private final @Nullable StoredReply standIn;
  private final String status;
  private final ExchangeCoordinator coordinator;
  private final Backing backing;
  private final CompletableFuture<Outcome> next = new CompletableFuture<>();

  /**
   * @param standIn the stale answer it may have if the upstream fails; null: none
   * @param status the Cache-Status if it has to make the call itself after all
   */
  WaitingRequest(
      Exchange exchange,
      @Nullable StoredReply standIn,
      String status,
      ExchangeCoordinator coordinator,
      Backing backing) {
    this.standIn = standIn;
    this.exchange = exchange;
    this.status = status;
    this.coordinator = coordinator;
    this.backing = backing;
  }

  /** What the caller is told: already decided, or to be waited for. */
  Outcome outcome() {
    if (next.isDone()) {
      return next.join();
    }
    Runnable cancel = backing.timer().after(backing.settings().collapseTimeout(), this::release);
    next.whenComplete((outcome, failure) -> cancel.run());
    return new Outcome.Follow(next);
  }

  @Override
  public boolean waits() {
    return !next.isDone();
  }

  @Override
  public String form() {
    return exchange.facts().form();
  }

  @Override
  public boolean attach(Recorder running) {
    if (next.isDone()) {
      return true;
    }
    Reply reply = running.replyToFollower();
    if (reply == null) {
      return false;
    }
    Account account = exchange.account();
    Reply given =
        account == null ? reply : account.served(Explanation.Outcome.COLLAPSED, "attached", reply);
    if (next.complete(new Outcome.Served(given))) {
      backing.events().tell(Kind.COLLAPSED, "attached");
    } else {
      Recorder.leave(reply);
    }
    return true;
  }

  @Override
  public void serve(StoredReply stored, String how) {
    if (next.isDone()) {
      return;
    }
    Outcome served = coordinator.collapsed(exchange, stored, how);
    if (served == null) {
      release();
    } else {
      next.complete(served);
    }
  }

  @Override
  public boolean serve(Candidate hit) {
    Outcome served = next.isDone() ? null : coordinator.collapsed(exchange, hit);
    if (served != null) {
      next.complete(served);
    }
    return next.isDone();
  }

  @Override
  public boolean rescue(String status) {
    if (standIn == null || next.isDone()) {
      return next.isDone();
    }
    next.complete(new Outcome.Served(backing.stale(exchange, standIn, status, "stale-if-error")));
    return true;
  }

  @Override
  public void release() {
    if (!next.isDone()) {
      offer(null);
    }
  }

  @Override
  public boolean lead(Flight flight) {
    return !next.isDone() && offer(flight);
  }

  private boolean offer(@Nullable Flight flight) {
    ExchangeLease lease =
        ExchangeLease.of(coordinator.restarted(exchange), standIn, status, flight, backing);
    boolean taken = next.complete(new Outcome.Forward(lease));
    if (taken) {
      backing.events().tell(Kind.MISS, "");
    } else {
      lease.discard();
    }
    return taken;
  }
}
