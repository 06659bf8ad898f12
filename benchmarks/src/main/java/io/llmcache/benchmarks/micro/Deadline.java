package io.llmcache.benchmarks.micro;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** Waits for what another thread does. */
final class Deadline {

  private static final long SECONDS = 60;

  private Deadline() {}

  static void await(Callable<Boolean> condition, String otherwise) throws Exception {
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new TimeoutException(otherwise);
      }
      Thread.sleep(20);
    }
  }
}
