package io.llmcache.interceptor.method;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A method's publisher for one subscriber, which the test has say things. Thread-safe. */
final class TestPublisher implements Flow.Publisher<Object> {

  final AtomicLong requested = new AtomicLong();
  volatile boolean cancelled;
  private volatile Flow.@Nullable Subscriber<? super Object> subscriber;

  @Override
  public void subscribe(Flow.Subscriber<? super Object> its) {
    subscriber = its;
    its.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {
            if (count <= 0) {
              its.onError(new IllegalArgumentException("asked for " + count));
              return;
            }
            requested.accumulateAndGet(count, Demand::plus);
          }

          @Override
          public void cancel() {
            cancelled = true;
          }
        });
  }

  private Flow.Subscriber<? super Object> subscriber() {
    return Objects.requireNonNull(subscriber, "nobody subscribed");
  }

  void give(Object... items) {
    for (Object item : items) {
      if (requested.getAndDecrement() <= 0) {
        throw new AssertionError("nobody asked for " + item);
      }
      subscriber().onNext(item);
    }
  }

  void complete() {
    subscriber().onComplete();
  }

  void fail(Throwable failure) {
    subscriber().onError(failure);
  }
}
