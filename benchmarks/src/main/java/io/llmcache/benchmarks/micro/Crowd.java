package io.llmcache.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Some threads that share work. */
final class Crowd implements AutoCloseable {

  private final int threads;
  private final ExecutorService executor;

  Crowd(int threads) {
    this.threads = threads;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /** One piece of the work. */
  interface Work {
    void run(int number) throws Exception;
  }

  /** Does the pieces from 0 on; the time of all by their number, in microseconds. */
  double micros(int pieces, Work work) throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      running.add(
          executor.submit(
              () -> {
                for (int at = next.getAndIncrement(); at < pieces; at = next.getAndIncrement()) {
                  work.run(at);
                }
                return null;
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
    return (System.nanoTime() - began) / 1_000.0 / pieces;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
