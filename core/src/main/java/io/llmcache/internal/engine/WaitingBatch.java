package io.llmcache.internal.engine;

import io.llmcache.exchange.Outcome;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.StoredReply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A batch that waits for the answer to an identical one, and looks its parts up again when that is
 * over. It waits for the collapse time-out at most.
 */
final class WaitingBatch implements Follower {

  private final Stock stock;
  private final Batches batches;
  private final Backing backing;
  private final CompletableFuture<Outcome> next = new CompletableFuture<>();

  WaitingBatch(Stock stock, Batches batches, Backing backing) {
    this.stock = stock;
    this.batches = batches;
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
  public String form() {
    return stock.batch().whole().facts().form();
  }

  /** Batches are not streamed. */
  @Override
  public boolean attach(Recorder running) {
    return false;
  }

  @Override
  public void serve(StoredReply stored, String how) {
    release();
  }

  @Override
  public boolean rescue(String status) {
    StoredReply standIn = next.isDone() ? null : stock.standIn(backing.events());
    if (standIn == null) {
      return next.isDone();
    }
    next.complete(
        new Outcome.Served(
            backing.stale(stock.batch().whole(), standIn, status, "stale-if-error")));
    return true;
  }

  @Override
  public void release() {
    if (!next.isDone()) {
      goOn(null);
    }
  }

  @Override
  public boolean lead(Flight flight) {
    return !next.isDone() && goOn(flight);
  }

  @Override
  public boolean waits() {
    return !next.isDone();
  }

  /** False if the flight still needs somebody to make the call. */
  private boolean goOn(@Nullable Flight flight) {
    Stock now = batches.lookAgain(stock);
    Outcome served = batches.collapsed(now);
    if (served != null) {
      next.complete(served);
      return false;
    }
    ExchangeLease lease = batches.lease(now, flight);
    boolean taken = next.complete(new Outcome.Forward(lease));
    if (taken) {
      batches.missed();
    } else {
      lease.discard();
    }
    return taken;
  }
}
