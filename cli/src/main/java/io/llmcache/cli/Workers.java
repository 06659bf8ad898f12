package io.llmcache.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the same work on several threads, and ends it in bounded time when the run is to end. */
final class Workers {

  /** How long a thread may take to see that its call was given up. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final int count;
  private final Stop stop;
  private final Duration finishWithin;

  /**
   * @param finishWithin how long calls under way may go on after the run is to end
   */
  Workers(int count, Stop stop, Duration finishWithin) {
    this.count = count;
    this.stop = stop;
    this.finishWithin = finishWithin;
  }

  /**
   * Comes back when all are done, or when the run is to end and the time for that is over.
   *
   * @param giveUp breaks off what is still under way then
   */
  void run(Runnable work, Runnable giveUp) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(count, Workers::daemon);
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            Stream.generate(() -> CompletableFuture.runAsync(work, threads))
                .limit(count)
                .toArray(CompletableFuture<?>[]::new));
    CompletableFuture.anyOf(all, stop.future()).join();
    threads.shutdown();
    if (!threads.awaitTermination(finishWithin.toMillis(), TimeUnit.MILLISECONDS)) {
      giveUp.run();
      threads.shutdownNow();
      var unused = threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "llmcache-warm");
    thread.setDaemon(true);
    return thread;
  }
}
