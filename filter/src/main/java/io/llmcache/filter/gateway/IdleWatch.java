package io.llmcache.filter.gateway;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells when nothing moved for a time. Thread-safe; {@link #moved} is cheap. */
final class IdleWatch {

  private final ScheduledExecutorService timer;
  private final long limit;
  private final Runnable expired;
  private volatile long last = System.nanoTime();
  private @Nullable Future<?> due;
  private boolean stopped;

  IdleWatch(ScheduledExecutorService timer, Duration limit, Runnable expired) {
    this.timer = timer;
    this.limit = limit.toNanos();
    this.expired = expired;
  }

  void start() {
    moved();
    schedule(limit);
  }

  void moved() {
    last = System.nanoTime();
  }

  synchronized void stop() {
    stopped = true;
    if (due != null) {
      due.cancel(false);
    }
  }

  private void check() {
    long left = limit - (System.nanoTime() - last);
    if (left > 0) {
      schedule(left);
    } else {
      expired.run();
    }
  }

  private synchronized void schedule(long nanos) {
    if (stopped) {
      return;
    }
    try {
      due = timer.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // the gateway is being shut down, and cancels its calls itself
      stopped = true;
    }
  }
}
