package io.llmcache.cli.tune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to many things, on as many threads as there are processors. */
final class Parallel {

  private Parallel() {}

  /** What may fail or block. */
  interface Work<T, R> {
    R of(T thing) throws IOException;
  }

  /**
   * The results in the order of the things.
   *
   * @throws IOException the first failure
   */
  static <T, R> List<R> map(List<T> things, Work<T, R> work)
      throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<R>> futures = new ArrayList<>(things.size());
      for (T thing : things) {
        futures.add(threads.submit(() -> work.of(thing)));
      }
      List<R> results = new ArrayList<>(things.size());
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
