package io.llmcache.cli.tune;

import java.util.List;
import java.util.Map;

/**
 * All that a run found, for both reports.
 *
 * @param setup what was measured, in one line
 * @param thresholds at which files, kinds and guards are told apart; ascending
 * @param guards effects by threshold; empty lists if guards are off
 * @param streams one for each file whose kinds name intents
 */
record Findings(
    String setup,
    List<Double> thresholds,
    List<JudgedPair> pairs,
    Curve curve,
    Breakdown files,
    Breakdown kinds,
    Map<Double, List<GuardEffect>> guards,
    List<StreamCurve> streams,
    WishedRate wished) {

  /** Pairs with a text that is longer than the embedder takes. */
  long tooLong() {
    return pairs.stream().filter(pair -> Double.isNaN(pair.cosine())).count();
  }

  /** All positives, and those that a guard vetoes, whatever their similarity. */
  Counts atAnySimilarity() {
    return Counts.of(pairs, -1);
  }
}
