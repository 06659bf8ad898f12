package io.llmcache.internal.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two groups of words that changed places, where all else is the same: "A x B" and "B x A".
 *
 * @param before what stands before the first group
 * @param first the group that comes first in the left sentence
 * @param between what stands between the two groups
 * @param second the group that comes second in the left sentence
 */
record Exchange(List<Token> before, List<Token> first, List<Token> between, List<Token> second) {

  /** Longer groups than this are whole clauses, and a search would take long. */
  private static final int MOST = 14;

  static @Nullable Exchange between(List<Token> left, List<Token> right) {
    if (left.size() != right.size()) {
      return null;
    }
    int from = 0;
    while (from < left.size() && Kinship.same(left.get(from), right.get(from))) {
      from++;
    }
    int to = left.size();
    while (to > from && Kinship.same(left.get(to - 1), right.get(to - 1))) {
      to--;
    }
    return to - from > MOST
        ? null
        : find(left.subList(0, from), left.subList(from, to), right.subList(from, to));
  }

  private static @Nullable Exchange find(List<Token> before, List<Token> left, List<Token> right) {
    int size = left.size();
    for (int a = 1; a < size; a++) {
      if (same(left.subList(0, a), right.subList(size - a, size))) {
        for (int b = 1; a + b <= size; b++) {
          if (same(left.subList(size - b, size), right.subList(0, b))
              && same(left.subList(a, size - b), right.subList(b, size - a))) {
            return new Exchange(
                before,
                left.subList(0, a),
                left.subList(a, size - b),
                left.subList(size - b, size));
          }
        }
      }
    }
    return null;
  }

  private static boolean same(List<Token> left, List<Token> right) {
    for (int i = 0; i < left.size(); i++) {
      if (!Kinship.same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }
}
