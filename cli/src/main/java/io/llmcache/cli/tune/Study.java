package io.llmcache.cli.tune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all there is to measure.
 *
 * @param thresholds ascending
 * @param guards those of the judge
 */
record Study(
    String setup,
    List<Double> thresholds,
    double errorRate,
    List<String> guards,
    PairJudge judge,
    Vectorised vectors) {

  private static final double LOWEST = 0.70;

  Findings of(List<LabelledPair> labelled, long seed) throws IOException, InterruptedException {
    List<JudgedPair> pairs = Parallel.map(labelled, judge::judge);
    Map<Double, List<GuardEffect>> effects = new LinkedHashMap<>();
    thresholds.forEach(t -> effects.put(t, GuardEffect.of(guards, pairs, t)));
    return new Findings(
        setup,
        thresholds,
        pairs,
        Curve.of(pairs, thresholds.get(0)),
        Breakdown.byFile(pairs, thresholds),
        Breakdown.byKind(pairs, thresholds),
        effects,
        streams(labelled, seed),
        WishedRate.of(pairs, errorRate, lowest()));
  }

  /** Where streams and the wished rate begin: 0.70, or what the user asks for. */
  private double lowest() {
    return Math.min(LOWEST, Math.floor(100 * thresholds.get(0)) / 100);
  }

  private List<StreamCurve> streams(List<LabelledPair> labelled, long seed)
      throws IOException, InterruptedException {
    Map<String, List<LabelledPair>> files = new LinkedHashMap<>();
    labelled.forEach(pair -> files.computeIfAbsent(pair.file(), f -> new ArrayList<>()).add(pair));
    List<StreamCurve> curves = new ArrayList<>();
    for (Map.Entry<String, List<LabelledPair>> file : files.entrySet()) {
      StreamTexts stream = StreamTexts.of(file.getKey(), file.getValue(), seed);
      if (stream.size() > 0) {
        curves.add(StreamSimulation.run(stream, judge, vectors, lowest()));
      }
    }
    return curves;
  }
}
