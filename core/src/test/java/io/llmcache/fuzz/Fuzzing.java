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

/**
 * Tries random input for as long as {@link Effort#fuzzing} says: the same each time, so that a
 * build does not fail for what its change did not bring. {@code -Dfuzz.seed=N} tries one seed
 * again, {@code -Dfuzz.seed=random} looks for what nobody tried yet.
 */
final class Fuzzing {

  private static final String SEED = "fuzz.seed";

  private Fuzzing() {}

  /** One try, which depends on nothing but the random numbers. */
  interface Attempt {
    void with(Random random) throws Exception;
  }

  /** Fails with the seed of the try that failed or did not end. */
  static void run(Attempt attempt) throws InterruptedException {
    String asked = System.getProperty(SEED, "");
    boolean one = asked.matches("-?\\d+");
    Duration time = one ? Duration.ZERO : Effort.fuzzing();
    AtomicLong seed =
        new AtomicLong(
            one ? Long.parseLong(asked) : asked.equals("random") ? System.nanoTime() : 0);
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
