package io.llmcache.interceptor.method;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.MethodFraming.Kind;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of the method's own publisher on their way to the subscriber whose call it is, recorded
 * as they pass. What the subscriber asks for is asked of the method, so that a slow one slows it. A
 * subscriber that leaves is let go at once; the rest is taken by the cache as long as it is wanted.
 */
final class MethodItems implements ItemSource, Flow.Subscriber<Object> {

  private final Flow.Subscriber<? super Object> subscriber;
  private final @Nullable Lease lease;
  private final Results results;
  private final Duration age;
  private final Consumer<List<@Nullable Object>> rescued;
  private Flow.@Nullable Subscription upstream;
  private long early;
  private boolean misasked;
  private boolean left;
  private boolean over;
  private volatile boolean records;
  private @Nullable Recording recording;
  private @Nullable ChunkReader seat;
  private long count;

  /**
   * @param lease null: nothing is recorded
   * @param age of what the publisher was made of
   * @param rescued gets stale items in place of a failure before the first one
   */
  MethodItems(
      Flow.Subscriber<? super Object> subscriber,
      @Nullable Lease lease,
      Results results,
      Duration age,
      Consumer<List<@Nullable Object>> rescued) {
    this.subscriber = subscriber;
    this.lease = lease;
    this.results = results;
    this.age = age;
    this.rescued = rescued;
    this.records = lease != null;
  }

  @Override
  public void onSubscribe(Flow.Subscription its) {
    Objects.requireNonNull(its);
    long asked;
    boolean bad;
    synchronized (this) {
      bad = misasked;
      asked = upstream == null && !over ? early : -1;
      if (asked >= 0) {
        upstream = its;
      }
    }
    if (asked < 0) {
      its.cancel();
    } else if (bad) {
      its.request(0);
    } else if (asked > 0) {
      its.request(asked);
    }
  }

  @Override
  public void request(long asked) {
    Flow.Subscription its;
    synchronized (this) {
      its = left || over ? null : upstream;
      if (upstream == null) {
        misasked = misasked || asked <= 0;
        early = Demand.plus(early, Math.max(0, asked));
      }
    }
    if (its != null) {
      its.request(asked);
    }
  }

  @Override
  public void cancel() {
    Flow.Subscription its;
    boolean goesOn;
    synchronized (this) {
      if (left || over) {
        return;
      }
      left = true;
      its = upstream;
      goesOn = records && (recording != null || (lease != null && lease.awaited()));
      over = !goesOn;
      early = Long.MAX_VALUE;
    }
    if (goesOn) {
      leaveToCache();
      if (its != null) {
        its.request(Long.MAX_VALUE);
      }
      return;
    }
    if (its != null) {
      its.cancel();
    }
    closeLease();
  }

  /** Once there is something recorded, and nobody there to read it here. */
  private void leaveToCache() {
    Recording mine;
    ChunkReader place;
    synchronized (this) {
      mine = recording;
      place = seat;
      seat = null;
    }
    if (mine != null && place != null) {
      mine.whenUnwanted(() -> giveUp(new CancellationException("nobody wants the items any more")));
      place.close();
    }
  }

  private void giveUp(Throwable why) {
    Flow.Subscription its;
    Recording mine;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      its = upstream;
      mine = recording;
    }
    if (its != null) {
      its.cancel();
    }
    if (mine != null) {
      mine.fail(why);
    }
    closeLease();
  }

  private synchronized boolean isLeft() {
    return left;
  }

  private synchronized boolean isOver() {
    return over;
  }

  @Override
  public void onNext(Object item) {
    Objects.requireNonNull(item);
    if (isOver()) {
      return;
    }
    if (records) {
      guarded(() -> note(item));
    }
    if (isLeft()) {
      return;
    }
    try {
      subscriber.onNext(item);
    } catch (RuntimeException | Error e) {
      giveUp(e);
      throw e;
    }
  }

  private void note(Object item) {
    byte[] json = results.json(item);
    if (json == null) {
      withhold();
      return;
    }
    write(MethodFraming.line(Kind.ITEM, json));
    count++;
  }

  private void write(byte[] line) {
    Recording mine = begun();
    mine.write(ByteBuffer.wrap(line));
    synchronized (this) {
      // the subscriber has its items already
      while (seat != null && seat.poll() != null) {
        continue;
      }
    }
    if (isLeft()) {
      leaveToCache();
    }
  }

  private Recording begun() {
    Recording mine = recording;
    if (mine == null) {
      mine = Objects.requireNonNull(lease).reply(200, Results.headers("application/x-ndjson", age));
      ChunkReader place = mine.reply().body() instanceof ReplyBody.Live live ? live.open() : null;
      synchronized (this) {
        recording = mine;
        seat = place;
      }
    }
    return mine;
  }

  /** One of the items does not come back: so nobody else can have them. */
  private void withhold() {
    records = false;
    if (count > 0) {
      begun().fail(new IllegalStateException("an item of the method cannot be given to others"));
      return;
    }
    Recording mine = begun();
    mine.write(ByteBuffer.wrap(Results.withheld(Results.NOT_RESTORABLE)));
    mine.end();
  }

  /** What fails on the cache's side ends the recording, and nothing else. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      records = false;
      results.complain(e);
      Recording mine = recording;
      if (mine != null) {
        mine.fail(e);
      }
      closeLease();
    }
  }

  @Override
  public void onError(Throwable failure) {
    Objects.requireNonNull(failure);
    if (!ends()) {
      return;
    }
    Recording mine = recording;
    if (mine != null) {
      mine.fail(failure);
    } else if (lease != null) {
      List<@Nullable Object> stale = stale(lease, failure);
      if (stale != null) {
        rescued.accept(stale);
        return;
      }
    }
    if (!isLeft()) {
      subscriber.onError(failure);
    }
  }

  private @Nullable List<@Nullable Object> stale(Lease mine, Throwable failure) {
    if (!UpstreamTrouble.is(failure)) {
      mine.close();
      return null;
    }
    Reply stale = mine.insteadOf(failure);
    if (stale == null) {
      mine.failed(failure);
    }
    return stale == null ? null : results.items(stale);
  }

  @Override
  public void onComplete() {
    if (!ends()) {
      return;
    }
    if (records) {
      guarded(
          () -> {
            write(Results.end(count));
            begun().end();
          });
    }
    if (!isLeft()) {
      subscriber.onComplete();
    }
  }

  private synchronized boolean ends() {
    boolean first = !over;
    over = true;
    return first;
  }

  private void closeLease() {
    if (lease != null) {
      lease.close();
    }
  }
}
