package io.llmcache.internal.engine;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.Shape;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The lease of an exchange that takes part. Closed exactly once, or it expires by itself after the
 * collapse time-out, so that a platform that forgets it holds nobody for longer.
 */
final class ExchangeLease implements Lease {

  private final Exchange exchange;
  private final String cacheStatus;
  private final @Nullable Flight flight;
  private final Backing backing;
  private final AtomicBoolean used = new AtomicBoolean();
  private final Runnable cancelExpiry;

  /**
   * @param flight null: nobody can wait for this call
   */
  ExchangeLease(Exchange exchange, String cacheStatus, @Nullable Flight flight, Backing backing) {
    this.exchange = exchange;
    this.cacheStatus = cacheStatus;
    this.flight = flight;
    this.backing = backing;
    this.cancelExpiry =
        backing
            .timer()
            .after(
                backing.settings().collapseTimeout(),
                () -> failed(new TimeoutException("the call was not reported in time")));
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
    boolean first = take();
    if (!backing.storage().storable(status)) {
      leaveFlight(first, failedUpstream(status));
      return relay(status, headers, "status-" + status);
    }
    ReplyTracker tracker = first && Recorder.canRecord(headers) ? tracker(status, headers) : null;
    if (tracker == null) {
      leaveFlight(first, false);
      return relay(status, headers, first ? "content-encoding" : "expired-lease");
    }
    Keeping keeping = new Keeping(exchange, headers, flight, backing);
    Recorder recorder =
        Recorder.recording(
            status, headers, cacheStatus, tracker, backing.settings().maxEntrySize(), keeping);
    keeping.watch(recorder);
    if (flight != null && exchange.facts().shape() == Shape.STREAM) {
      flight.attach(recorder);
    }
    return recorder;
  }

  private @Nullable ReplyTracker tracker(int status, Headers headers) {
    try {
      return exchange.format().track(exchange.facts(), status, headers);
    } catch (RuntimeException e) {
      backing.events().fault(exchange.facts().format(), e);
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
      leaveFlight(true, true);
    }
  }

  @Override
  public void close() {
    if (take()) {
      leaveFlight(true, true);
    }
  }

  /** Nobody got this lease: it ends, and what becomes of the flight is another's affair. */
  void discard() {
    take();
  }

  private boolean take() {
    boolean first = used.compareAndSet(false, true);
    if (first) {
      cancelExpiry.run();
    }
    return first;
  }

  private void leaveFlight(boolean first, boolean handOver) {
    if (flight == null || !first) {
      return;
    }
    if (handOver) {
      flight.handOver();
    } else {
      flight.release();
    }
  }
}
