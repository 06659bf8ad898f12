package io.llmcache.benchmarks.web;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Requests over connections that stay open, the next on each as soon as the last is answered. The
 * requests are sent in turn. Each connection has a thread.
 */
final class Load implements AutoCloseable {

  private final List<Line> lines = new ArrayList<>();
  private final List<byte[]> requests;
  private final ExecutorService threads;

  Load(URI server, int connections, List<byte[]> requests) throws IOException {
    this.requests = requests;
    this.threads = Executors.newFixedThreadPool(connections);
    for (int i = 0; i < connections; i++) {
      lines.add(new Line(server));
    }
  }

  /** Answers a second, while it lasts. */
  double perSecond(Duration lasting) throws Exception {
    long begin = System.nanoTime();
    long end = begin + lasting.toNanos();
    long count = 0;
    for (long each : all(line -> count(line, end))) {
      count += each;
    }
    return count * 1e9 / (System.nanoTime() - begin);
  }

  /** The median of the time of one exchange, in microseconds, over this many on each connection. */
  double medianMicros(int exchanges) throws Exception {
    double[] micros =
        all(line -> times(line, exchanges, false)).stream()
            .flatMapToDouble(Arrays::stream)
            .sorted()
            .toArray();
    return micros[micros.length / 2];
  }

  /** The same until the first byte of the body. */
  double medianFirstByteMicros(int exchanges) throws Exception {
    double[] micros =
        all(line -> times(line, exchanges, true)).stream()
            .flatMapToDouble(Arrays::stream)
            .sorted()
            .toArray();
    return micros[micros.length / 2];
  }

  /** Sends the first request on each connection, and reads nothing. */
  void send() throws IOException {
    for (Line line : lines) {
      line.send(requests.get(0));
    }
  }

  /**
   * Waits for one response on each connection, and runs the action once all are waited for.
   *
   * @return {@link System#nanoTime} when each was whole
   */
  long[] receive(Work<?> action) throws Exception {
    List<Future<Long>> waiting = new ArrayList<>();
    for (Line line : lines) {
      waiting.add(
          threads.submit(
              () -> {
                line.receive();
                return System.nanoTime();
              }));
    }
    action.on(lines.get(0));
    return results(waiting).stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public void close() throws IOException {
    threads.shutdown();
    for (Line line : lines) {
      line.close();
    }
  }

  private long count(Line line, long end) throws IOException {
    int next = line.hashCode() & 0xffff;
    long count = 0;
    while (System.nanoTime() < end) {
      line.exchange(requests.get(next++ % requests.size()));
      count++;
    }
    return count;
  }

  private double[] times(Line line, int exchanges, boolean toFirstByte) throws IOException {
    double[] micros = new double[exchanges];
    for (int i = 0; i < exchanges; i++) {
      long begin = System.nanoTime();
      line.exchange(requests.get(i % requests.size()));
      long end = toFirstByte ? line.firstByteNanos() : System.nanoTime();
      micros[i] = (end - begin) / 1e3;
    }
    return micros;
  }

  /** Does this with all connections at the same time. */
  <T> List<T> all(Work<T> work) throws Exception {
    List<Callable<T>> tasks = new ArrayList<>();
    for (Line line : lines) {
      tasks.add(() -> work.on(line));
    }
    return results(threads.invokeAll(tasks));
  }

  private static <T> List<T> results(List<Future<T>> futures) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> each : futures) {
      try {
        results.add(each.get());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
    return results;
  }

  /** What is done with one connection. */
  interface Work<T> {

    T on(Line line) throws Exception;
  }
}
