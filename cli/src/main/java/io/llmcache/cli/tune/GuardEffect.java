package io.llmcache.cli.tune;

import java.util.Collection;
import java.util.List;

/**
 * What one guard does among the pairs that reach a threshold.
 *
 * @param stops negatives that it vetoes: false hits without guards
 * @param costs positives that it vetoes
 * @param stopsAlone negatives that no other guard vetoes
 * @param costsAlone positives that no other guard vetoes
 */
record GuardEffect(String guard, int stops, int costs, int stopsAlone, int costsAlone) {

  static List<GuardEffect> of(List<String> guards, Collection<JudgedPair> pairs, double threshold) {
    return guards.stream().map(guard -> of(guard, pairs, threshold)).toList();
  }

  private static GuardEffect of(String guard, Collection<JudgedPair> pairs, double threshold) {
    int[] n = new int[4];
    for (JudgedPair pair : pairs) {
      if (pair.reaches(threshold) && pair.guards().contains(guard)) {
        int at = pair.same() ? 1 : 0;
        n[at]++;
        n[at + 2] += pair.guards().size() == 1 ? 1 : 0;
      }
    }
    return new GuardEffect(guard, n[0], n[1], n[2], n[3]);
  }

  /** Whether it vetoes anything there. */
  boolean isThere() {
    return stops + costs > 0;
  }
}
