package io.llmcache.internal.engine;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.Shape;
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
  private final String cacheStatus;
  private final AtomicReference<@Nullable Flight> flight;
  private final Backing backing;
  private final AtomicBoolean used = new AtomicBoolean();
  private volatile Runnable cancelExpiry = () -> {};

  private ExchangeLease(
      Exchange exchange, String cacheStatus, @Nullable Flight flight, Backing backing) {
    this.exchange = exchange;
    this.cacheStatus = cacheStatus;
    this.flight = new AtomicReference<>(flight);
    this.backing = backing;
  }

  /**
   * @param flight null: nobody can wait for this call
   */
  static ExchangeLease of(
      Exchange exchange, String cacheStatus, @Nullable Flight flight, Backing backing) {
    ExchangeLease lease = new ExchangeLease(exchange, cacheStatus, flight, backing);
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
  public boolean records() {
    return true;
  }

  @Override
  public Recording reply(int status, Headers headers) {
    if (!take()) {
      return relay(status, headers, "ended-lease");
    }
    if (!backing.storage().storable(status)) {
      if (failedUpstream(status)) {
        handOver();
      } else {
        release();
      }
      return relay(status, headers, "status-" + status);
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
    Keeping keeping = new Keeping(exchange, headers, awaited, backing);
    Recorder recorder =
        Recorder.recording(
            status, headers, cacheStatus, tracker, backing.settings().maxEntrySize(), keeping);
    keeping.watch(recorder);
    if (awaited != null && exchange.facts().shape() == Shape.STREAM) {
      awaited.attach(recorder, exchange.facts().form());
    }
    return recorder;
  }

  private @Nullable ReplyTracker tracker(int status, Headers headers) {
    String format = exchange.facts().format();
    try {
      ReplyTracker tracker = exchange.format().track(exchange.facts(), status, headers);
      return new GuardedTracker(tracker, format, backing.events());
    } catch (RuntimeException e) {
      backing.events().fault(format, e);
      return null;
    }
  }

  private Recorder relay(int status, Headers headers, String why) {
    backing.events().tell(Kind.NOT_STORED, why);
    return Recorder.decodingRelay(status, headers, cacheStatus, new BypassLease.NobodyKeeps());
  }

  /** Statuses after which another try may succeed: the next in line makes it. */
  private static boolean failedUpstream(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
  }

  @Override
  public void failed(Throwable cause) {
    if (take()) {
      backing.events().tell(Kind.NOT_STORED, "upstream-failed");
      handOver();
    }
  }

  @Override
  public void close() {
    if (take()) {
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

  private void release() {
    Flight left = flight.getAndSet(null);
    if (left != null) {
      left.release();
    }
  }
}
