package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Refresher;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.settings.Freshness;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.StoredReply;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Upstream calls that nobody waits for: to replace an answer that is stale, or soon will be. One
 * for each key, a bounded number in all; callers that come meanwhile wait for them as for any other
 * call. Thread-safe, never blocks.
 */
final class Refreshes {

  /** Where a call brings no new answer, the next one for the same key is not made before. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Follower NOBODY = new Nobody();

  private final Backing backing;
  private final Freshness freshness;
  private final Collapser collapser;
  private final Epochs epochs;
  private final Executor executor;
  private final Semaphore free;
  private final Pauses recent = new Pauses();

  Refreshes(Backing backing, Collapser collapser, Epochs epochs, Executor executor) {
    this.backing = backing;
    this.freshness = backing.settings().freshness();
    this.collapser = collapser;
    this.epochs = epochs;
    this.executor = executor;
    this.free = new Semaphore(freshness.backgroundCalls());
  }

  /** Whether the request's upstream call can be made without its caller. */
  boolean canMake(Exchange exchange) {
    return exchange.request().refresher() != null;
  }

  /** Begins a call if the answer is hit often and will soon be stale. */
  void hit(Exchange exchange, StoredReply reply) {
    double share = freshness.refreshAhead();
    if (share > 0
        && backing.hitsSinceStored().add(exchange.key()) >= freshness.refreshAheadHits()) {
      long left = reply.leftAt(exchange.began()).toMillis();
      if (left <= reply.lifetime().toMillis() * share) {
        begin(exchange, "refresh-ahead");
      }
    }
  }

  /** Begins a call, unless one is under way, too many are, or one failed just now. */
  void begin(Exchange exchange, String why) {
    begin(exchange, anew -> new WholeErrand(anew, backing), why);
  }

  /**
   * The same for an exchange whose answer goes elsewhere.
   *
   * @param errand of the exchange as it begins anew; asks for the whole of it
   */
  void begin(Exchange exchange, Function<Exchange, Errand> errand, String why) {
    Refresher refresher = exchange.request().refresher();
    if (refresher == null
        || recent.active(exchange.key().hex(), exchange.began())
        || backing.pauses().active(exchange.upstream(), exchange.began())
        || !free.tryAcquire()) {
      return;
    }
    Exchange anew = exchange.unexplained().beginningAt(epochs.current(), backing.clock().instant());
    long invalidated = epochs.lastOf(anew);
    Flight flight = collapser.enter(anew.key(), anew.epoch(), invalidated, NOBODY, free::release);
    if (flight == null) {
      free.release();
      return;
    }
    backing.events().tell(Kind.REFRESH, why);
    ExchangeLease lease =
        ExchangeLease.of(anew, errand.apply(anew), null, CacheStatus.stale(why), flight, backing);
    recent.begin(anew.key().hex(), anew.began(), PAUSE);
    refresher.schedule(() -> call(refresher, anew, lease), executor);
  }

  private static void call(Refresher refresher, Exchange exchange, ExchangeLease lease) {
    try {
      refresher.call(exchange.request(), lease);
    } catch (RuntimeException e) {
      lease.failed(e);
    }
  }

  /** Where another's call is under way already, there is nothing to wait for. */
  private static final class Nobody implements Follower {

    @Override
    public String form() {
      return "";
    }

    @Override
    public boolean attach(Recorder running) {
      return true;
    }

    @Override
    public void serve(StoredReply stored, String how) {}

    @Override
    public boolean rescue(String status) {
      return true;
    }

    @Override
    public void release() {}

    @Override
    public boolean lead(Flight flight) {
      return false;
    }

    @Override
    public boolean waits() {
      return false;
    }
  }
}
