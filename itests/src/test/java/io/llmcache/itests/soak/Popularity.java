package io.llmcache.itests.soak;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Which question is asked next: a few very often and most of them rarely (Zipf's law), and one in
 * ten is new. Thread-safe.
 */
final class Popularity {

  private static final int KNOWN = 2000;
  private static final int NEW_ONE_IN = 10;

  private final double[] shares = new double[KNOWN];
  private final AtomicLong latest = new AtomicLong(1_000_000);

  Popularity() {
    double sum = 0;
    for (int rank = 0; rank < KNOWN; rank++) {
      sum += 1.0 / (rank + 1);
      shares[rank] = sum;
    }
  }

  long next(RandomGenerator random) {
    if (random.nextInt(NEW_ONE_IN) == 0) {
      return latest.incrementAndGet();
    }
    int found = Arrays.binarySearch(shares, random.nextDouble(shares[KNOWN - 1]));
    return found < 0 ? -found - 1 : found;
  }
}
