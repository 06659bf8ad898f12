package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.policy.RetryAfter;
import io.llmcache.internal.policy.UpstreamFailure;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The lease of an exchange that takes part. Ends exactly once. After the collapse time-out it lets
 * go of its followers by itself, so that a platform that forgets it holds nobody for longer; a
 * reply that comes later still is recorded, for nobody waits long for the answers of a slow model.
 */
final class ExchangeLease implements Lease {

  private final Exchange exchange;
  private final Errand errand;
  private final @Nullable StoredReply standIn;
  private final String cacheStatus;
  private final AtomicReference<@Nullable Flight> flight;
  private final Backing backing;
  private final AtomicBoolean used = new AtomicBoolean();
  private volatile Runnable cancelExpiry = () -> {};

  private ExchangeLease(
      Exchange exchange,
      Errand errand,
      @Nullable StoredReply standIn,
      String cacheStatus,
      @Nullable Flight flight,
      Backing backing) {
    this.exchange = exchange;
    this.errand = errand;
    this.standIn = standIn;
    this.cacheStatus = cacheStatus;
    this.flight = new AtomicReference<>(flight);
    this.backing = backing;
  }

  /**
   * @param standIn the stale answer that stands by for an upstream's failure; null: none
   * @param flight null: nobody can wait for this call
   */
  static ExchangeLease of(
      Exchange exchange,
      @Nullable StoredReply standIn,
      String cacheStatus,
      @Nullable Flight flight,
      Backing backing) {
    return of(exchange, new WholeErrand(exchange, backing), standIn, cacheStatus, flight, backing);
  }

  /**
   * @param errand what the call asks for, perhaps less than the request does
   */
  static ExchangeLease of(
      Exchange exchange,
      Errand errand,
      @Nullable StoredReply standIn,
      String cacheStatus,
      @Nullable Flight flight,
      Backing backing) {
    ExchangeLease lease =
        new ExchangeLease(exchange, errand, standIn, cacheStatus, flight, backing);
    backing.explanations().forwarded(exchange);
    if (flight != null) {
      lease.expireInTime();
    }
    return lease;
  }

  private void expireInTime() {
    cancelExpiry = backing.timer().after(backing.settings().collapseTimeout(), this::handOver);
    if (used.get()) {
      cancelExpiry.run();
    }
  }

  @Override
  public String cacheStatus() {
    return cacheStatus;
  }

  @Override
  public @Nullable String explanation() {
    return exchange.account() == null ? null : exchange.account().header();
  }

  /** The upstream's header fields as the caller gets them. */
  private Headers announced(Headers headers) {
    return exchange.account() == null ? headers : exchange.account().with(headers);
  }

  @Override
  public byte @Nullable [] body() {
    return errand.body();
  }

  @Override
  public boolean records() {
    return true;
  }

  @Override
  public boolean standsBy() {
    return standIn != null && !used.get();
  }

  @Override
  public @Nullable Reply insteadOf(int status, Headers headers) {
    if (!UpstreamFailure.is(status) || standIn == null || !take()) {
      return null;
    }
    noteFailure(status, headers);
    replaced("status-" + status);
    return rescued(standIn, CacheStatus.insteadOf(status));
  }

  @Override
  public @Nullable Reply insteadOf(Throwable cause) {
    if (standIn == null || !take()) {
      return null;
    }
    replaced("upstream-failed");
    return rescued(standIn, CacheStatus.insteadOfNothing());
  }

  private void replaced(String why) {
    backing.events().tell(Kind.NOT_STORED, why);
    if (exchange.account() != null) {
      exchange.account().replaced(why);
    }
  }

  private Reply rescued(StoredReply stale, String status) {
    rescueFollowers(status);
    return backing.stale(exchange, stale, status, "stale-if-error");
  }

  /** A provider that says when to come back is left alone until then where a stale answer is. */
  private void noteFailure(int status, Headers headers) {
    Instant now = backing.clock().instant();
    Duration wish = RetryAfter.of(status, headers, now);
    if (!wish.isZero()) {
      backing.pauses().begin(exchange.upstream(), now, wish);
    }
  }

  @Override
  public Recording reply(int status, Headers headers) {
    if (!take()) {
      return relay(status, headers, "ended-lease");
    }
    if (!backing.storage().storable(status)) {
      if (UpstreamFailure.is(status)) {
        noteFailure(status, headers);
        rescueFollowers(CacheStatus.insteadOf(status));
      } else {
        release();
      }
      return relay(status, headers, "status-" + status);
    }
    String onlyForOne = backing.onlyForOne(exchange, headers);
    if (!onlyForOne.isEmpty()) {
      release();
      if (errand.body() == null) {
        return relay(status, headers, onlyForOne);
      }
    }
    ReplyTracker tracker = Recorder.canRecord(headers) ? tracker(status, headers) : null;
    if (tracker == null) {
      release();
      return relay(status, headers, "content-encoding");
    }
    return record(status, headers, tracker);
  }

  private Recording record(int status, Headers headers, ReplyTracker tracker) {
    Flight awaited = flight.getAndSet(null);
    Keeping keeping = new Keeping(exchange, errand, headers, awaited, standIn != null, backing);
    if (errand.body() != null) {
      return join(status, headers, tracker, keeping);
    }
    // a method's caller has its items before anybody can decide otherwise
    boolean undecided = standIn != null && exchange.request().wayIn() != WayIn.METHOD;
    Recorder recorder =
        Recorder.recording(
            status,
            announced(headers),
            cacheStatus,
            tracker,
            errand.keeps(),
            keeping,
            undecided ? this::standInReply : null);
    keeping.watch(recorder);
    if (awaited != null && exchange.facts().shape() == Shape.STREAM) {
      recorder
          .decided()
          .thenAccept(
              reply -> {
                if (reply.body() == recorder.reply().body()) {
                  awaited.attach(recorder, exchange.facts().form());
                }
              });
    }
    return recorder;
  }

  /** The caller's reply is not the upstream's: it is made when that is whole. */
  private Recording join(int status, Headers headers, ReplyTracker tracker, Keeping keeping) {
    JoinedRecording joined = joining(keeping);
    Recorder recorder =
        Recorder.recording(
            status, announced(headers), cacheStatus, tracker, errand.keeps(), joined, null);
    keeping.watch(recorder);
    joined.begin(recorder);
    return joined;
  }

  /** An answer to a part of the request, which cannot be read, is none to the request. */
  private Recording withheld(int status, Headers headers) {
    JoinedRecording joined = joining(new BypassLease.NobodyKeeps());
    joined.begin(Recorder.decodingRelay(status, announced(headers), cacheStatus, joined));
    return joined;
  }

  private JoinedRecording joining(Recorder.Keeper keeping) {
    return new JoinedRecording(
        keeping,
        errand::joined,
        standIn == null ? null : this::standInReply,
        cacheStatus,
        backing.events());
  }

  private Reply standInReply() {
    StoredReply stale = Objects.requireNonNull(standIn);
    return backing.stale(exchange, stale, CacheStatus.insteadOfNothing(), "stale-if-error");
  }

  private @Nullable ReplyTracker tracker(int status, Headers headers) {
    String format = exchange.facts().format();
    try {
      ReplyTracker tracker = exchange.format().track(errand.facts(), status, headers);
      return new GuardedTracker(tracker, format, backing.events());
    } catch (RuntimeException e) {
      backing.events().fault(format, e);
      return null;
    }
  }

  private Recording relay(int status, Headers headers, String why) {
    backing.notStored(exchange, why);
    if (errand.body() != null && status >= 200 && status < 300) {
      return withheld(status, headers);
    }
    return Recorder.decodingRelay(
        status, announced(headers), cacheStatus, new BypassLease.NobodyKeeps());
  }

  @Override
  public void failed(Throwable cause) {
    if (take()) {
      backing.notStored(exchange, "upstream-failed");
      rescueFollowers(CacheStatus.insteadOfNothing());
    }
  }

  @Override
  public boolean awaited() {
    Flight mine = flight.get();
    return mine != null && mine.awaited();
  }

  @Override
  public void close() {
    if (take()) {
      if (exchange.account() != null) {
        exchange.account().notStored("not-called");
      }
      handOver();
    }
  }

  /** Nobody got this lease: it ends, and what becomes of the flight is another's affair. */
  void discard() {
    flight.set(null);
    take();
  }

  private boolean take() {
    boolean first = used.compareAndSet(false, true);
    if (first) {
      cancelExpiry.run();
    }
    return first;
  }

  private void handOver() {
    Flight left = flight.getAndSet(null);
    if (left != null) {
      left.handOver();
    }
  }

  private void rescueFollowers(String status) {
    Flight left = flight.getAndSet(null);
    if (left != null) {
      left.rescue(status);
    }
  }

  private void release() {
    Flight left = flight.getAndSet(null);
    if (left != null) {
      left.release();
    }
  }
}
