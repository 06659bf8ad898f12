package io.llmcache.cli.tune;

import java.util.List;
import java.util.Set;

/** Judged pairs for tests. */
final class Judged {

  private Judged() {}

  static JudgedPair same(double cosine, String... guards) {
    return pair(true, "same kind", cosine, guards);
  }

  static JudgedPair other(double cosine, String... guards) {
    return pair(false, "other kind", cosine, guards);
  }

  static JudgedPair pair(boolean same, String kind, double cosine, String... guards) {
    return new JudgedPair(
        new LabelledPair("file.tsv", "text a", "text b", same, kind),
        cosine,
        guards.length == 0 ? "" : "veto: " + guards[0] + ": x against y",
        Set.of(guards));
  }

  /**
   * At 0.90: of 5 positives 4 reach it and 1 of them is vetoed; of 5 negatives 4 reach it and 2 are
   * vetoed. One more positive has no cosine.
   */
  static List<JudgedPair> sample() {
    return List.of(
        same(1),
        same(0.95),
        same(0.91),
        same(0.97, "tense"),
        same(0.80),
        same(Double.NaN),
        other(0.99, "numbers", "tense"),
        other(0.96, "numbers"),
        other(0.955),
        other(0.90),
        other(0.30));
  }
}
