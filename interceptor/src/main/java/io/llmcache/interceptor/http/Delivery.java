package io.llmcache.interceptor.http;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.interceptor.outbound.RecordedStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands a reply's bytes to the application's body subscriber, as they arrive and as it asks for
 * them.
 *
 * <p>Wakes come from the subscriber and from the reply, on any thread and at the same time; {@link
 * #signals} lets one of them work and makes it go round again for the others.
 */
final class Delivery implements Flow.Subscription {

  private final ChunkReader reader;
  private final Executor executor;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger signals = new AtomicInteger();
  private volatile @Nullable BodySubscriber<?> subscriber;
  private volatile boolean left;
  private volatile @Nullable Throwable stopped;
  private @Nullable ByteBuffer next;
  private boolean over;

  private Delivery(ChunkReader reader, Executor executor) {
    this.reader = reader;
    this.executor = executor;
  }

  /**
   * Takes its place at the reply's first byte at once.
   *
   * @param executor where the subscriber is called, unless the reply is all there
   */
  static Delivery of(Reply reply, Executor executor) {
    return reply.body() instanceof ReplyBody.Live live
        ? new Delivery(live.open(), executor)
        : new Delivery(new WholeReader(((ReplyBody.Whole) reply.body()).bytes()), Runnable::run);
  }

  void begin(BodySubscriber<?> to) {
    to.onSubscribe(this);
    subscriber = to;
    wake();
  }

  @Override
  public void request(long count) {
    if (count <= 0) {
      stop(new IllegalArgumentException("request(" + count + "): ask for one or more"));
      return;
    }
    demand.accumulateAndGet(count, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
    wake();
  }

  @Override
  public void cancel() {
    left = true;
    wake();
  }

  /** Gives the reply up; a subscriber that has not had all of it is told why. */
  void stop(Throwable cause) {
    stopped = cause;
    wake();
  }

  private void wake() {
    if (!RecordedStream.submit(executor, this::drain)) {
      drain();
    }
  }

  private void drain() {
    if (signals.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    while (seen > 0) {
      work();
      seen = signals.addAndGet(-seen);
    }
  }

  private void work() {
    BodySubscriber<?> to = subscriber;
    if (over) {
      return;
    }
    if (left || (stopped != null && to == null)) {
      finish();
    } else if (to != null) {
      try {
        deliver(to);
      } catch (RuntimeException | Error e) {
        finish();
        to.onError(e);
      }
    }
  }

  private void deliver(BodySubscriber<?> to) {
    while (!over && !left) {
      Throwable broken = stopped;
      if (broken == null && next == null) {
        next = reader.poll();
        broken = next == null ? reader.failure() : null;
      }
      if (broken != null) {
        finish();
        to.onError(asSeen(broken));
      } else if (next != null) {
        if (demand.get() == 0) {
          return;
        }
        pass(to, next);
      } else if (reader.ended()) {
        finish();
        to.onComplete();
      } else {
        reader.whenReadable(this::wake);
        return;
      }
    }
    if (left) {
      finish();
    }
  }

  private void pass(BodySubscriber<?> to, ByteBuffer chunk) {
    next = null;
    if (demand.get() != Long.MAX_VALUE) {
      demand.decrementAndGet();
    }
    to.onNext(List.of(chunk));
  }

  private void finish() {
    over = true;
    reader.close();
  }

  /** As the JDK's client tells it: a body that breaks off is an IOException. */
  private Throwable asSeen(Throwable broken) {
    return broken == stopped || broken instanceof IOException
        ? broken
        : new IOException("the provider's reply broke off: " + broken.getMessage(), broken);
  }
}
