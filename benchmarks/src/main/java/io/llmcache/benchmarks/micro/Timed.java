package io.llmcache.benchmarks.micro;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs something over and over. All times are for one call, in microseconds. */
final class Timed {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Keeps the compiler from leaving the work out. */
  private static volatile int sink;

  private Timed() {}

  /** The mean CPU time of this thread, so that what else runs on the machine does not count. */
  static double cpuMicros(int calls, Callable<? extends @Nullable Object> work) throws Exception {
    long began = THREADS.getCurrentThreadCpuTime();
    int seen = 0;
    for (int i = 0; i < calls; i++) {
      seen += hash(work.call());
    }
    long took = THREADS.getCurrentThreadCpuTime() - began;
    sink = seen;
    return took / 1_000.0 / calls;
  }

  /** The median of the times on the clock. */
  static double medianMicros(int calls, Callable<? extends @Nullable Object> work)
      throws Exception {
    long[] took = new long[calls];
    int seen = 0;
    for (int i = 0; i < calls; i++) {
      long began = System.nanoTime();
      seen += hash(work.call());
      took[i] = System.nanoTime() - began;
    }
    sink = seen;
    Arrays.sort(took);
    return took[calls / 2] / 1_000.0;
  }

  static int sink() {
    return sink;
  }

  private static int hash(@Nullable Object result) {
    return result == null ? 0 : result.hashCode();
  }
}
