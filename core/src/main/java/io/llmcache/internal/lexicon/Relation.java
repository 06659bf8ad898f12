package io.llmcache.internal.lexicon;

import java.util.Arrays;

/** Which numbers belong to which: compact, and quick to ask. */
final class Relation {

  private final int[] starts;
  private final int[] targets;

  /**
   * @param starts where the targets of a number begin; one longer than there are numbers
   * @param targets sorted within each number
   */
  Relation(int[] starts, int[] targets) {
    this.starts = starts;
    this.targets = targets;
  }

  boolean holds(int from, int to) {
    return from + 1 < starts.length
        && Arrays.binarySearch(targets, starts[from], starts[from + 1], to) >= 0;
  }
}
