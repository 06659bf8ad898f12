package io.llmcache.internal.engine;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own threads: one for what is due later, and a pool for work that may block. All are
 * daemons, idle ones end, and their context class loader is the deployment's.
 */
public final class EngineThreads implements Timer, AutoCloseable {

  private static final int MOST = 256;

  /** Sooner than what is due in the course of an exchange, if all goes well. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final ScheduledThreadPoolExecutor timer;
  private final AtomicBoolean beating = new AtomicBoolean();
  private final ThreadPoolExecutor pool;

  /**
   * @param deployment null: the platform's loader
   */
  public EngineThreads(@Nullable ClassLoader deployment) {
    timer = new ScheduledThreadPoolExecutor(1, named("llmcache-timer-", deployment));
    timer.setRemoveOnCancelPolicy(true);
    pool =
        new ThreadPoolExecutor(
            0,
            MOST,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("llmcache-", deployment),
            (work, full) -> work.run());
  }

  /**
   * For work that may block. Beyond {@value #MOST} threads, and after the end, it runs on the
   * caller's: nothing that was handed over is left undone.
   */
  public Executor executor() {
    return pool;
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    try {
      beat();
      ScheduledFuture<?> due = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> due.cancel(false);
    } catch (RejectedExecutionException e) {
      // the engine is closed: what was due later is not due any more
      return () -> {};
    }
  }

  /**
   * As long as there is something to do, something small is due soon: what is due later than that,
   * and mostly cancelled, is never the first in the queue, and does not wake the thread as it comes
   * and goes.
   */
  private void beat() {
    if (!beating.get() && beating.compareAndSet(false, true)) {
      timer.schedule(this::beaten, BEAT.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void beaten() {
    beating.set(false);
    if (!timer.getQueue().isEmpty()) {
      beat();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    pool.shutdown();
  }

  private static ThreadFactory named(String prefix, @Nullable ClassLoader deployment) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, prefix + number.incrementAndGet(), 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(deployment);
      return thread;
    };
  }
}
