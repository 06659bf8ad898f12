package io.llmcache.cli.tune;

import java.util.Collection;

/**
 * What comes of pairs at one threshold.
 *
 * @param positives pairs that may share an answer
 * @param negatives pairs that may not
 * @param trueHits positives that are hits
 * @param falseHits negatives that are hits
 * @param reaching positives that reach the threshold
 * @param vetoed those of them that a guard vetoes
 */
record Counts(int positives, int negatives, int trueHits, int falseHits, int reaching, int vetoed) {

  static Counts of(Collection<JudgedPair> pairs, double threshold) {
    int[] n = new int[6];
    for (JudgedPair pair : pairs) {
      boolean reaches = pair.reaches(threshold);
      if (pair.same()) {
        n[0]++;
        n[2] += pair.hit(threshold) ? 1 : 0;
        n[4] += reaches ? 1 : 0;
        n[5] += reaches && pair.vetoed() ? 1 : 0;
      } else {
        n[1]++;
        n[3] += pair.hit(threshold) ? 1 : 0;
      }
    }
    return new Counts(n[0], n[1], n[2], n[3], n[4], n[5]);
  }

  /** Share of the hits that are right; NaN without hits. */
  double precision() {
    return share(trueHits, trueHits + falseHits);
  }

  /** Share of the positives that are hits. */
  double recall() {
    return share(trueHits, positives);
  }

  /** Share of the negatives that are hits. */
  double falseHitRate() {
    return share(falseHits, negatives);
  }

  /** Share of the positives that reach the threshold, and are vetoed. */
  double vetoedShare() {
    return share(vetoed, reaching);
  }

  private static double share(int part, int whole) {
    return (double) part / whole;
  }
}
