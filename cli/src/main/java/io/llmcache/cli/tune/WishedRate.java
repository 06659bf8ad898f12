package io.llmcache.cli.tune;

import java.util.Collection;

/**
 * The lowest threshold at which no more than a wished share of the negatives are hits.
 *
 * @param threshold in thousandths; above 1 if none is high enough
 */
record WishedRate(double rate, double threshold, Counts counts) {

  private static final int STEPS = 1000;

  /** Whether there is such a threshold. */
  boolean isReachable() {
    return threshold <= 1;
  }

  /**
   * @param least no threshold below is looked at
   */
  static WishedRate of(Collection<JudgedPair> pairs, double rate, double least) {
    int low = (int) Math.floor(STEPS * least);
    int high = STEPS + 1;
    while (low < high) {
      int middle = (low + high) / 2;
      boolean enough = !(at(pairs, middle).falseHitRate() > rate);
      high = enough ? middle : high;
      low = enough ? low : middle + 1;
    }
    return new WishedRate(rate, low / (double) STEPS, at(pairs, low));
  }

  private static Counts at(Collection<JudgedPair> pairs, int step) {
    return Counts.of(pairs, step / (double) STEPS);
  }
}
