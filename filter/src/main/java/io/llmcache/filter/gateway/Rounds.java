package io.llmcache.filter.gateway;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Has something done again and again as long as there is a reason. One timer for all calls: with
 * one for each, its thread would wake for each. Thread-safe.
 */
final class Rounds {

  private final ScheduledExecutorService timer;
  private final Duration pause;
  private final Runnable round;
  private final BooleanSupplier reason;
  private final AtomicBoolean due = new AtomicBoolean();

  /**
   * @param pause between two rounds
   * @param round runs on the timer's thread
   */
  Rounds(ScheduledExecutorService timer, Duration pause, Runnable round, BooleanSupplier reason) {
    this.timer = timer;
    this.pause = pause;
    this.round = round;
    this.reason = reason;
  }

  /** There is a reason from now on. Cheap. */
  void needed() {
    if (!due.get() && due.compareAndSet(false, true)) {
      schedule();
    }
  }

  private void go() {
    try {
      round.run();
    } finally {
      due.set(false);
      if (reason.getAsBoolean()) {
        needed();
      }
    }
  }

  private void schedule() {
    try {
      timer.schedule(this::go, pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // the gateway is being shut down, and cancels its calls itself
    }
  }
}
