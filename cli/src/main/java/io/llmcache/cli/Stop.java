package io.llmcache.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the run is to end: asked for once, for whatever reason. Thread-safe. */
final class Stop {

  private final CompletableFuture<String> requested = new CompletableFuture<>();

  /** No new line is begun from now on. The first reason counts. */
  void request(String why) {
    requested.complete(why);
  }

  boolean isRequested() {
    return requested.isDone();
  }

  /** The reason; empty as long as there is none. */
  String reason() {
    return requested.getNow("");
  }

  /** Completes with the reason. */
  CompletableFuture<String> future() {
    return requested;
  }

  /**
   * Waits so long.
   *
   * @throws InterruptedException as soon as the run is to end
   */
  void pause(Duration length) throws InterruptedException {
    try {
      requested.get(length.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    throw new InterruptedException("the run is to end");
  }
}
