package io.llmcache.interceptor.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body into memory. One that is too long is read no further: what there is of it,
 * and the rest as it comes, can then be published to the real call, so that the application's
 * publisher is subscribed to only once.
 */
final class BodyReading implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

  private final BodyPublisher publisher;
  private final int limit;
  private final CompletableFuture<BodyReading> done = new CompletableFuture<>();
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final AtomicBoolean takenOver = new AtomicBoolean();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger signals = new AtomicInteger();
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;
  private volatile Flow.@Nullable Subscription source;
  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> call;
  private boolean begun;
  private boolean told;

  private BodyReading(BodyPublisher publisher, int limit) {
    this.publisher = publisher;
    this.limit = limit;
  }

  /**
   * Begins to read, on this thread if the publisher does so. Completes once the body is there or is
   * found to be too long; exceptionally with what the publisher failed with. Cancelling it ends the
   * reading.
   */
  static CompletableFuture<BodyReading> of(BodyPublisher publisher, int limit) {
    BodyReading reading = new BodyReading(publisher, limit);
    reading.done.whenComplete(
        (read, failure) -> {
          if (failure instanceof CancellationException) {
            reading.cancel();
          }
        });
    publisher.subscribe(reading);
    return reading.done;
  }

  /** Whether the body was read to its end. */
  boolean isWhole() {
    return read.size() <= limit;
  }

  byte[] bytes() {
    return read.toByteArray();
  }

  /** The whole body, though it was not read. */
  BodyPublisher published() {
    return new BodyPublisher() {
      @Override
      public long contentLength() {
        return publisher.contentLength();
      }

      @Override
      public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (takenOver.compareAndSet(false, true)) {
          call = subscriber;
          subscriber.onSubscribe(BodyReading.this);
        } else {
          // the call is made once more, after a redirect for example
          publisher.subscribe(subscriber);
        }
      }
    };
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (done.isCancelled()) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(ByteBuffer chunk) {
    Flow.Subscriber<? super ByteBuffer> going = call;
    if (going != null) {
      going.onNext(chunk);
      return;
    }
    byte[] bytes = new byte[chunk.remaining()];
    chunk.get(bytes);
    read.writeBytes(bytes);
    if (isWhole()) {
      requestMore(1);
    } else {
      done.complete(this);
    }
  }

  @Override
  public void onError(Throwable cause) {
    failure = cause;
    if (!done.completeExceptionally(cause)) {
      drain();
    }
  }

  @Override
  public void onComplete() {
    ended = true;
    if (!done.complete(this)) {
      drain();
    }
  }

  @Override
  public void request(long count) {
    demand.accumulateAndGet(count, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
    drain();
  }

  @Override
  public void cancel() {
    Flow.Subscription from = source;
    if (from != null) {
      from.cancel();
    }
  }

  private void drain() {
    if (signals.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    while (seen > 0) {
      passOn();
      seen = signals.addAndGet(-seen);
    }
  }

  private void passOn() {
    Flow.Subscriber<? super ByteBuffer> going = call;
    if (going == null || told) {
      return;
    }
    if (!begun && demand.get() > 0) {
      begun = true;
      demand.decrementAndGet();
      going.onNext(ByteBuffer.wrap(read.toByteArray()));
    }
    if (!begun) {
      return;
    }
    Throwable broken = failure;
    if (broken != null || ended) {
      told = true;
      if (broken != null) {
        going.onError(broken);
      } else {
        going.onComplete();
      }
      return;
    }
    long wanted = demand.getAndSet(0);
    if (wanted > 0) {
      requestMore(wanted);
    }
  }

  private void requestMore(long count) {
    Flow.Subscription from = source;
    if (from != null) {
      from.request(count);
    }
  }
}
