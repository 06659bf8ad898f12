package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheControl;
import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.key.Tenants;
import io.llmcache.internal.policy.KeptHeaders;
import io.llmcache.internal.policy.StorageVerdict;
import io.llmcache.internal.reply.PaceTaker;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.settings.ReplayPace;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Pace;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What becomes of a recorded reply: stored or not, and its followers told. */
final class Keeping implements Recorder.Keeper {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Exchange exchange;
  private final Errand errand;
  private final Headers headers;
  private final @Nullable Flight flight;
  private final boolean standsBy;
  private final Backing backing;
  private final List<Runnable> cancels = new ArrayList<>();
  private CompletableFuture<?> there = CompletableFuture.completedFuture(null);
  private boolean over;
  private final @Nullable PaceTaker taker;

  /**
   * @param flight null: nobody waits
   * @param standsBy whether a stale answer is there for the case that the reply fails
   */
  Keeping(
      Exchange exchange,
      Errand errand,
      Headers headers,
      @Nullable Flight flight,
      boolean standsBy,
      Backing backing) {
    this.standsBy = standsBy;
    this.exchange = exchange;
    this.errand = errand;
    this.headers = headers;
    this.flight = flight;
    this.backing = backing;
    boolean taken =
        exchange.facts().shape() == Shape.STREAM
            && backing.settings().replayPace().kind() == ReplayPace.Kind.RECORDED;
    this.taker = taken ? new PaceTaker(backing.clock()) : null;
  }

  /**
   * A recording that its platform forgot holds nobody for ever: it breaks off when nothing was
   * written into it for longer than any provider is silent.
   */
  void watch(Recorder recorder) {
    long before = recorder.writes();
    later(
        longerOf(backing.settings().collapseTimeout(), PATIENCE),
        () -> {
          if (recorder.writes() == before) {
            recorder.fail(new TimeoutException("the reply did not go on in time"));
          } else {
            watch(recorder);
          }
        });
  }

  /** Runs the action in a while, unless the reply is over by then; holds it no longer than that. */
  private void later(Duration delay, Runnable action) {
    Runnable cancel = backing.timer().after(delay, () -> ifNotOver(action));
    synchronized (this) {
      if (!over) {
        cancels.add(cancel);
        return;
      }
    }
    cancel.run();
  }

  private void ifNotOver(Runnable action) {
    synchronized (this) {
      if (over) {
        return;
      }
    }
    action.run();
  }

  private void isOver() {
    List<Runnable> due;
    synchronized (this) {
      over = true;
      due = List.copyOf(cancels);
      cancels.clear();
    }
    due.forEach(Runnable::run);
  }

  private static Duration longerOf(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  @Override
  public void passed(int length) {
    if (taker != null) {
      taker.chunk(length);
    }
  }

  @Override
  public void ended(byte @Nullable [] body, ReplyFacts facts) {
    isOver();
    StoredReply stored = null;
    try {
      stored = body == null ? refuse("too-large") : store(body, facts);
    } catch (RuntimeException e) {
      backing.events().fault("store", e);
      note("store-failed");
    } finally {
      land(stored, facts.ending());
    }
  }

  private void land(@Nullable StoredReply stored, Ending ending) {
    boolean failed = ending == Ending.ERROR || ending == Ending.INCOMPLETE;
    if (flight != null && stored != null) {
      flight.serve(stored, "waited", there);
    } else if (flight != null && standsBy && failed) {
      flight.rescue(CacheStatus.insteadOfNothing());
    } else if (flight != null) {
      flight.release();
    }
  }

  private @Nullable StoredReply store(byte[] body, ReplyFacts facts) {
    Duration age = initialAge();
    if (!Tags.keepable(exchange.tags())) {
      // an answer that its tag could not take away must not stay
      return refuse("too-many-tags");
    }
    String onlyForOne = backing.onlyForOne(exchange, headers);
    if (!onlyForOne.isEmpty()) {
      return refuse(onlyForOne);
    }
    StorageVerdict verdict =
        backing
            .storage()
            .assess(
                exchange.facts(),
                facts,
                CacheControl.of(headers),
                age,
                spread(),
                exchange.request().lifetime());
    if (!verdict.stores()) {
      return refuse(verdict.refusal());
    }
    Instant now = backing.clock().instant();
    boolean whole = facts.ending() == Ending.NATURAL;
    StoredReply reply =
        new StoredReply(
            now,
            age,
            verdict.lifetime(),
            exchange.epoch(),
            exchange.facts().format(),
            exchange.facts().model(),
            exchange.facts().form(),
            200,
            KeptHeaders.of(headers),
            body,
            facts.usage(),
            longerOf(Duration.between(exchange.began(), now), Duration.ZERO),
            exchange.tags(),
            pace(),
            whole ? exchange.meaning() : null,
            Tenants.shown(exchange.tenant()));
    there = errand.store(reply, now, whole);
    backing.explanations().stored(exchange);
    backing
        .events()
        .tell(
            new CacheEvent(Kind.STORED, "", reply.model(), reply.usage(), reply.took().toMillis()));
    return reply;
  }

  private void note(String why) {
    if (exchange.account() != null) {
      exchange.account().notStored(why);
    }
  }

  /** The same share for the same key: the jitter need not be random, only different. */
  private double spread() {
    return (exchange.key().hashCode() & 0xffff) / 65536.0;
  }

  private Pace pace() {
    PaceTaker taking = taker;
    return taking == null ? Pace.UNKNOWN : taking.pace();
  }

  private @Nullable StoredReply refuse(String why) {
    backing.notStored(exchange, why);
    return null;
  }

  /** The upstream's Age field in seconds; zero where there is none that can be read. */
  private Duration initialAge() {
    String age = headers.first("Age");
    return age != null && age.trim().matches("\\d{1,9}")
        ? Duration.ofSeconds(Long.parseLong(age.trim()))
        : Duration.ZERO;
  }

  @Override
  public void broken(Throwable cause) {
    isOver();
    refuse("broken-off");
    if (flight == null) {
      return;
    }
    if (exchange.request().wayIn() == WayIn.METHOD && cause instanceof CancellationException) {
      // the method's own end, and no fault of an upstream
      flight.handOver();
    } else {
      flight.rescue(CacheStatus.insteadOfNothing());
    }
  }

  @Override
  public void deserted(Recorder recorder) {
    if (recorder.joinable()) {
      later(backing.settings().finishAbandoned(), () -> giveUp(recorder));
    } else {
      recorder.giveUpIfDeserted();
    }
  }

  /** Unless others wait for the whole. */
  private void giveUp(Recorder recorder) {
    if (flight != null && flight.awaited()) {
      later(longerOf(backing.settings().finishAbandoned(), AGAIN), () -> giveUp(recorder));
    } else {
      recorder.giveUpIfDeserted();
    }
  }
}
