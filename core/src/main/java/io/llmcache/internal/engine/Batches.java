package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.internal.engine.NodeLeases.Turn;
import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.internal.policy.Admission;
import io.llmcache.internal.reply.Player;
import io.llmcache.settings.Mode;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.StoredReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The main path for batches: as the coordinator's, but each input is looked up by itself, and the
 * upstream is asked for the missing ones only. Thread-safe.
 */
final class Batches {

  private final ExchangeCoordinator coordinator;
  private final Backing backing;
  private final Collapser collapser;
  private final NodeLeases nodes;
  private final Epochs epochs;
  private final Refreshes refreshes;
  private final SharedUse sharedUse;

  Batches(
      ExchangeCoordinator coordinator,
      Backing backing,
      Collapser collapser,
      NodeLeases nodes,
      Epochs epochs,
      Refreshes refreshes,
      SharedUse sharedUse) {
    this.coordinator = coordinator;
    this.backing = backing;
    this.collapser = collapser;
    this.nodes = nodes;
    this.epochs = epochs;
    this.refreshes = refreshes;
    this.sharedUse = sharedUse;
  }

  Outcome decide(Batch batch, Admission.Way way) {
    boolean serving = backing.settings().mode() == Mode.SERVE;
    boolean onlyStored = batch.whole().asked().onlyIfCached() && serving;
    if (way == Admission.Way.REFRESH) {
      return onlyStored ? coordinator.notCached(batch.whole().account()) : refresh(batch, serving);
    }
    Stock stock = Stock.of(batch, inTime(batch));
    Account account = batch.whole().account();
    if (account != null) {
      account.foundSome(stock.missing().size() < batch.parts().size());
    }
    if (!serving) {
      return observe(stock);
    }
    Outcome served = served(stock);
    if (served != null) {
      return served;
    }
    if (onlyStored) {
      return coordinator.notCached(account);
    }
    // parts that are all there, but do not go together, are of no use
    Stock usable = stock.complete() ? Stock.empty(batch) : stock;
    return coordinator.mayWait(batch.whole()) ? collapse(usable) : forward(usable, null);
  }

  /** The shared tier is asked no longer for a batch than for a single request. */
  private Function<Exchange, @Nullable Found> inTime(Batch batch) {
    Instant end = batch.whole().began().plus(backing.settings().shared().timeout());
    TieredLookup tiers = backing.tiers();
    return part -> backing.clock().instant().isAfter(end) ? tiers.findNear(part) : tiers.find(part);
  }

  private Outcome refresh(Batch batch, boolean serving) {
    missed();
    BatchErrand errand =
        serving ? BatchErrand.of(Stock.empty(batch), backing) : BatchErrand.whole(batch, backing);
    return new Outcome.Forward(
        ExchangeLease.of(batch.whole(), errand, null, CacheStatus.request(), null, backing));
  }

  /** The request goes on as it is. */
  private Outcome observe(Stock stock) {
    StoredReply answer = stock.answer(backing.events());
    if (answer == null) {
      missed();
    } else {
      coordinator.tell(Kind.WOULD_HIT, stock.farthest().label(), answer);
    }
    Batch batch = stock.batch();
    if (batch.whole().account() != null) {
      batch.whole().account().observes();
    }
    return new Outcome.Forward(
        ExchangeLease.of(
            batch.whole(),
            BatchErrand.whole(batch, backing),
            null,
            CacheStatus.bypass("observe"),
            null,
            backing));
  }

  private @Nullable Outcome served(Stock stock) {
    Batch batch = stock.batch();
    StoredReply answer = stock.answer(backing.events());
    if (answer != null) {
      return hit(stock, answer);
    }
    boolean paused = backing.pauses().active(batch.whole().upstream(), batch.whole().began());
    boolean meanwhile = stock.servesMeanwhile() && refreshes.canMake(batch.whole());
    StoredReply stale = paused || meanwhile ? stock.standIn(backing.events()) : null;
    if (stale == null) {
      return null;
    }
    String why = paused ? "upstream-paused" : "stale-while-revalidate";
    if (!paused) {
      refreshes.begin(batch.whole(), anew -> BatchErrand.whole(batch, backing), why);
    }
    Duration left = stale.leftAt(batch.whole().began());
    return new Outcome.Served(backing.stale(batch.whole(), stale, CacheStatus.hit(left, why), why));
  }

  private Outcome hit(Stock stock, StoredReply answer) {
    String tier = stock.farthest().label();
    coordinator.tell(Kind.HIT, tier, answer);
    stock.batch().parts().forEach(part -> sharedUse.hit(part.key()));
    Instant now = stock.batch().whole().began();
    Reply reply = Player.play(answer, CacheStatus.hit(answer.leftAt(now), tier), now);
    return served(stock, Explanation.Outcome.HIT, tier, reply);
  }

  private Outcome collapse(Stock stock) {
    Exchange whole = stock.batch().whole();
    long invalidated = epochs.lastOf(whole);
    WaitingBatch waiting = new WaitingBatch(stock, this, backing);
    Follower seen = new RemoteFollower(waiting, backing.events());
    Flight flight = collapser.enter(whole.key(), whole.epoch(), invalidated, seen, () -> {});
    if (flight == null) {
      return waiting.outcome();
    }
    try {
      return lead(stock, flight);
    } catch (RuntimeException | Error e) {
      flight.handOver();
      throw e;
    }
  }

  private Outcome lead(Stock stock, Flight flight) {
    // whoever led before may have stored the answer between our look-up and our turn
    Stock now = stock.again(backing.tiers()::findNear);
    StoredReply answer = now.answer(backing.events());
    if (answer != null) {
      flight.release();
      return hit(now, answer);
    }
    return forwardInTurn(now.complete() ? Stock.empty(now.batch()) : now, flight);
  }

  /** Makes the call, or waits for the node that makes it. */
  private Outcome forwardInTurn(Stock stock, Flight flight) {
    Batch batch = stock.batch();
    Turn turn = nodes.take(batch.whole().key(), flight);
    if (turn == Turn.ELSEWHERE) {
      return waitForNode(stock, flight);
    }
    // another node may have stored the answer between our look-up and our turn
    boolean there = turn == Turn.OURS && begins(stock, batch);
    Stock now = there ? stock.again(inTime(batch)) : stock;
    StoredReply answer = there ? now.answer(backing.events()) : null;
    if (answer != null) {
      flight.release();
      return hit(now, answer);
    }
    return forward(now.complete() ? Stock.empty(batch) : now, flight);
  }

  private Outcome waitForNode(Stock stock, Flight flight) {
    WaitingBatch waiting = new WaitingBatch(stock, this, backing);
    if (!flight.join(new RemoteFollower(waiting, backing.events()))) {
      return forward(stock, null);
    }
    nodes.await(stock.batch().whole().key(), flight, () -> servedByNode(stock, flight));
    return waiting.outcome();
  }

  /** Whether another node's answer is there by now; then all who wait look it up near by. */
  private boolean servedByNode(Stock stock, Flight flight) {
    Batch anew = stock.batch().beginningAt(epochs.current(), backing.clock().instant());
    if (!begins(stock, anew) || stock.later(anew, inTime(anew)).answer(backing.events()) == null) {
      return false;
    }
    flight.release();
    return true;
  }

  /** Whether the first part that was missing is there: else the others are not looked up. */
  private boolean begins(Stock stock, Batch now) {
    List<Integer> missing = stock.missing();
    Found first = missing.isEmpty() ? null : backing.tiers().find(now.parts().get(missing.get(0)));
    return first != null && first.usable();
  }

  private Outcome forward(Stock stock, @Nullable Flight flight) {
    ExchangeLease lease = lease(stock, flight);
    missed();
    return new Outcome.Forward(lease);
  }

  void missed() {
    backing.events().tell(Kind.MISS, "");
  }

  /** The right to fetch what is missing. */
  ExchangeLease lease(Stock stock, @Nullable Flight flight) {
    return ExchangeLease.of(
        stock.batch().whole(),
        BatchErrand.of(stock, backing),
        stock.standIn(backing.events()),
        stock.forwardStatus(),
        flight,
        backing);
  }

  /** For a batch that waited: what is stored by now. */
  Stock lookAgain(Stock stock) {
    Batch anew = stock.batch().beginningAt(epochs.current(), backing.clock().instant());
    return stock.later(anew, backing.tiers()::findNear);
  }

  /** The answer of another's call for a batch that waited for it, or null. */
  @Nullable Outcome collapsed(Stock stock) {
    StoredReply answer = stock.answer(backing.events());
    if (answer == null) {
      return null;
    }
    coordinator.tell(Kind.COLLAPSED, "waited", answer);
    Reply reply = Player.play(answer, CacheStatus.collapsed(), stock.batch().whole().began());
    return served(stock, Explanation.Outcome.COLLAPSED, "waited", reply);
  }

  private static Outcome served(Stock stock, Explanation.Outcome how, String why, Reply reply) {
    Account account = stock.batch().whole().account();
    return new Outcome.Served(account == null ? reply : account.served(how, why, reply));
  }
}
