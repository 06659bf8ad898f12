package io.llmcache.interceptor.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Bounds how long a caller waits for another's answer by what it would wait for its own. */
public final class Patience {

  private Patience() {}

  /**
   * Cancels {@code next} if it is not there in time, and only then runs {@code expired}, on the
   * executor. Does not block.
   */
  public static void limit(
      CompletableFuture<?> next, Duration most, Executor executor, Runnable expired) {
    CompletableFuture<Void> timer =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS);
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
