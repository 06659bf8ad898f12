package io.llmcache.cli.score;

import io.llmcache.cli.common.Line;
import io.llmcache.cli.common.LineReader;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what is made of lines, in their order. Lines are read as soon as they are there and
 * worked on ahead by several threads; nothing that can be given waits for a line to come.
 */
final class Conveyor<T> implements AutoCloseable {

  /** How far the work may be ahead. */
  private static final int MOST_AHEAD = 256;

  private final LineReader lines;
  private final Function<Line, T> work;
  private final ExecutorService workers;
  private final BlockingQueue<Future<@Nullable T>> ahead = new ArrayBlockingQueue<>(MOST_AHEAD);

  /**
   * @param work thread-safe; never throws
   */
  Conveyor(LineReader lines, int threads, Function<Line, T> work) {
    this.lines = lines;
    this.work = work;
    workers = Executors.newFixedThreadPool(threads, Conveyor::daemon);
    daemon(this::read).start();
  }

  /**
   * Blocks until the next one is made; null at the end.
   *
   * @throws IOException if the lines cannot be read
   */
  @Nullable T next() throws IOException, InterruptedException {
    try {
      return ahead.take().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException unread ? unread : new IOException(e.getCause());
    }
  }

  private void read() {
    try {
      ahead.put(end());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts every line, and gives what comes after them: null, or why no more can be read. */
  private Future<@Nullable T> end() throws InterruptedException {
    try {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        Line read = line;
        ahead.put(workers.submit(() -> work.apply(read)));
      }
      return CompletableFuture.completedFuture(null);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "llmcache-score");
    thread.setDaemon(true);
    return thread;
  }

  /** Gives up what is under way; a read that blocks ends with the process. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
