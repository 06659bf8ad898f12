package io.llmcache.fuzz;

import io.llmcache.testing.Background;
import io.llmcache.testing.Effort;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Tries random input for as long as {@link Effort#fuzzing} says, or one seed again. */
final class Fuzzing {

  private static final String SEED = "fuzz.seed";

  private Fuzzing() {}

  /** One try, which depends on nothing but the random numbers. */
  interface Attempt {
    void with(Random random) throws Exception;
  }

  /** Fails with the seed of the try that failed or did not end. */
  static void run(Attempt attempt) throws InterruptedException {
    Long only = Long.getLong(SEED);
    Duration time = only == null ? Effort.fuzzing() : Duration.ZERO;
    AtomicLong seed = new AtomicLong(only == null ? System.nanoTime() : only);
    Future<?> work = Background.start(() -> attempts(attempt, time, seed));
    try {
      work.get(time.plus(Waiting.LIMIT).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(repeat(seed), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("no end; " + repeat(seed), e);
    }
  }

  private static long attempts(Attempt attempt, Duration time, AtomicLong seed) throws Exception {
    long start = System.nanoTime();
    attempt.with(new Random(seed.get()));
    while (System.nanoTime() - start < time.toNanos()) {
      attempt.with(new Random(seed.incrementAndGet()));
    }
    return seed.get();
  }

  private static String repeat(AtomicLong seed) {
    return "repeat with -D" + SEED + "=" + seed;
  }
}
