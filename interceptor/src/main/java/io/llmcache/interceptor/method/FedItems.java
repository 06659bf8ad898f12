package io.llmcache.interceptor.method;

import io.llmcache.interceptor.outbound.RecordedStream;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a subscriber the items of a feed: no more than it asked for, one signal at a time. What is
 * here is given on the thread that asks, what comes later on the executor's.
 */
final class FedItems implements ItemSource {

  private final ItemFeed feed;
  private final Flow.Subscriber<? super Object> subscriber;
  private final Executor executor;
  private final Consumer<@Nullable Throwable> unusable;
  private final AtomicLong wanted = new AtomicLong();
  private final AtomicInteger turns = new AtomicInteger();
  private volatile boolean cancelled;
  private volatile @Nullable Throwable refused;
  private ItemFeed.@Nullable Step held;
  private boolean any;
  private boolean over;

  /**
   * @param unusable runs instead of any signal if the feed has nothing for this caller
   */
  FedItems(
      ItemFeed feed,
      Flow.Subscriber<? super Object> subscriber,
      Executor executor,
      Consumer<@Nullable Throwable> unusable) {
    this.feed = feed;
    this.subscriber = subscriber;
    this.executor = executor;
    this.unusable = unusable;
  }

  @Override
  public void request(long count) {
    if (count <= 0) {
      refused = badRequest(count);
    } else {
      wanted.accumulateAndGet(count, Demand::plus);
    }
    drain();
  }

  /** What the rules of reactive streams (3.9) want a subscriber to be told. */
  static IllegalArgumentException badRequest(long count) {
    return new IllegalArgumentException(
        "a subscriber asked for %d items; at least 1 is to be asked for".formatted(count));
  }

  @Override
  public void cancel() {
    cancelled = true;
    drain();
  }

  private void drain() {
    if (turns.getAndIncrement() != 0) {
      return;
    }
    int taken = 1;
    do {
      try {
        give();
      } catch (RuntimeException | Error e) {
        // a subscriber that throws is done with
        end();
        throw e;
      }
      taken = turns.addAndGet(-taken);
    } while (taken != 0);
  }

  /** As much as there is and is wanted. */
  private void give() {
    while (!over) {
      Throwable bad = refused;
      if (cancelled) {
        end();
      } else if (bad != null) {
        end();
        subscriber.onError(bad);
      } else if (!giveOne()) {
        return;
      }
    }
  }

  /** False if there is nothing to give now. */
  private boolean giveOne() {
    ItemFeed.Step step = held == null ? feed.next() : held;
    held = null;
    switch (step.what()) {
      case ITEM -> {
        if (wanted.get() == 0) {
          held = step;
          return false;
        }
        if (wanted.get() != Long.MAX_VALUE) {
          wanted.decrementAndGet();
        }
        any = true;
        subscriber.onNext(Objects.requireNonNull(step.item()));
      }
      case LATER -> {
        feed.whenReady(this::drainElsewhere);
        return false;
      }
      case END -> {
        end();
        subscriber.onComplete();
      }
      case FAILED -> {
        end();
        subscriber.onError(Objects.requireNonNull(step.failure()));
      }
      case UNUSABLE -> {
        end();
        if (any) {
          subscriber.onError(
              new IllegalStateException("an item cannot be read any more", step.failure()));
        } else {
          unusable.accept(step.failure());
        }
      }
    }
    return true;
  }

  private void drainElsewhere() {
    if (!RecordedStream.submit(executor, this::drain)) {
      drain();
    }
  }

  private void end() {
    over = true;
    feed.close();
  }
}
