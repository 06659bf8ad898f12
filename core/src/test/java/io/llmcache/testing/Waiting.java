package io.llmcache.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits with a time limit that is far above what a sound run takes. */
public final class Waiting {

  /** After this long a test has failed. */
  public static final Duration LIMIT = Duration.ofSeconds(20);

  private Waiting() {}

  /** Until the latch is open. */
  public static void on(CountDownLatch latch, String otherwise) {
    try {
      if (!latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(otherwise);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Until the result is there. */
  public static <T> T on(Future<T> future) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("no result after " + LIMIT, e);
    }
  }

  /** Until the condition holds, asked every few milliseconds. */
  public static void until(BooleanSupplier condition, String otherwise) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(otherwise);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }
}
