package io.llmcache.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Runs what would block a test. */
public final class Background {

  private Background() {}

  /** Starts the work on a daemon thread of its own. */
  public static <T> Future<T> start(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "background");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** Runs the work with a time limit. */
  public static <T> T limited(Callable<T> work) {
    return Waiting.on(start(work));
  }

  /** Starts the same work several times. */
  public static <T> List<Future<T>> start(int times, Callable<T> work) {
    List<Future<T>> results = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      results.add(start(work));
    }
    return results;
  }
}
