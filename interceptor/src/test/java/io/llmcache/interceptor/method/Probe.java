package io.llmcache.interceptor.method;

import io.llmcache.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A subscriber that notes what it is told, and whether that keeps to the rules. Thread-safe. */
final class Probe implements Flow.Subscriber<Object> {

  private final long atFirst;
  private final List<Object> items = new ArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private Flow.@Nullable Subscription subscription;
  private @Nullable Throwable failure;
  private @Nullable String broken;
  private long asked;
  private int ends;

  /**
   * @param atFirst how many it asks for at once
   */
  Probe(long atFirst) {
    this.atFirst = atFirst;
  }

  static Probe of(Flow.Publisher<Object> publisher, long atFirst) {
    Probe probe = new Probe(atFirst);
    publisher.subscribe(probe);
    return probe;
  }

  private void alone(Runnable signal) {
    if (inside.getAndIncrement() != 0) {
      broken = "two signals at a time";
    }
    synchronized (this) {
      if (ends > 0) {
        broken = "a signal after the end";
      }
      signal.run();
    }
    inside.decrementAndGet();
  }

  @Override
  public void onSubscribe(Flow.Subscription its) {
    alone(
        () -> {
          if (subscription != null) {
            broken = "subscribed twice";
          }
          subscription = its;
        });
    if (atFirst != 0) {
      request(atFirst);
    }
  }

  @Override
  public void onNext(Object item) {
    alone(
        () -> {
          if (subscription == null) {
            broken = "an item before the subscription";
          }
          items.add(item);
          if (items.size() > asked) {
            broken = "more than was asked for";
          }
        });
  }

  @Override
  public void onError(Throwable its) {
    alone(
        () -> {
          failure = its;
          ends++;
        });
    ended.countDown();
  }

  @Override
  public void onComplete() {
    alone(() -> ends++);
    ended.countDown();
  }

  void request(long count) {
    Flow.Subscription its;
    synchronized (this) {
      asked = Demand.plus(asked, Math.max(0, count));
      its = Objects.requireNonNull(subscription);
    }
    its.request(count);
  }

  void cancel() {
    Flow.Subscription its;
    synchronized (this) {
      its = Objects.requireNonNull(subscription);
    }
    its.cancel();
  }

  synchronized List<Object> items() {
    return List.copyOf(items);
  }

  synchronized boolean isEnded() {
    return ends > 0;
  }

  /** Waits for the end. */
  @Nullable Throwable failure() {
    Waiting.on(ended, "no end");
    return failure;
  }

  /** All items, once it is complete. */
  List<Object> complete() {
    Waiting.on(ended, "no end");
    if (failure != null) {
      throw new AssertionError(failure);
    }
    return items();
  }

  synchronized @Nullable String broken() {
    return broken;
  }
}
