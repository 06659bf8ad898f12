package io.llmcache.interceptor.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Bounds how long a caller waits for another's answer by what it would wait for its own. */
public final class Patience {

  private static final Duration MOST = Duration.ofDays(365);

  private Patience() {}

  /** In milliseconds, at most those of a year. */
  public static long millis(Duration duration) {
    return duration.compareTo(MOST) > 0 ? MOST.toMillis() : duration.toMillis();
  }

  /**
   * Cancels {@code next} if it is not there in time, and only then runs {@code expired}, on the
   * executor. Does not block.
   */
  public static void limit(
      CompletableFuture<?> next, Duration most, Executor executor, Runnable expired) {
    CompletableFuture<Void> timer =
        new CompletableFuture<Void>().completeOnTimeout(null, millis(most), TimeUnit.MILLISECONDS);
    timer.thenRunAsync(
        () -> {
          if (next.cancel(false)) {
            expired.run();
          }
        },
        executor);
    next.whenComplete((outcome, failure) -> timer.cancel(false));
  }
}
