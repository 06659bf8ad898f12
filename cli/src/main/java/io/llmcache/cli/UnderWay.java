package io.llmcache.cli;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The calls that are being made: each is given up after a time, or all of them at once. */
final class UnderWay implements AutoCloseable {

  private final Duration limit;
  private final Set<Runnable> calls = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, UnderWay::daemon);

  /**
   * @param limit for one call
   */
  UnderWay(Duration limit) {
    this.limit = limit;
    timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "llmcache-limit");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * A call begins.
   *
   * @param giveUp breaks it off; does nothing once it is over
   * @return to be run when the call is over
   */
  Runnable begin(Runnable giveUp) {
    calls.add(giveUp);
    ScheduledFuture<?> due = timer.schedule(giveUp, limit.toNanos(), TimeUnit.NANOSECONDS);
    return () -> {
      due.cancel(false);
      calls.remove(giveUp);
    };
  }

  void giveUp() {
    calls.forEach(Runnable::run);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
