package io.llmcache.cli.tune;

import java.util.ArrayList;
import java.util.List;

/** The columns of tables, the same in both reports. */
final class Cells {

  static final List<String> CURVE =
      List.of(
          "threshold", "precision", "recall", "false hits", "rate", "vetoed positives", "share");

  private Cells() {}

  static List<String> of(Curve.Point point) {
    Counts counts = point.counts();
    return List.of(
        Percent.threshold(point.threshold()),
        Percent.of(counts.precision()),
        Percent.of(counts.recall()),
        String.valueOf(counts.falseHits()),
        Percent.of(counts.falseHitRate()),
        "%d of %d".formatted(counts.vetoed(), counts.reaching()),
        Percent.of(counts.vetoedShare()));
  }

  /**
   * @param first what the rows are
   */
  static List<String> header(String first, Breakdown breakdown) {
    List<String> header = new ArrayList<>(List.of(first, "pairs 1/0"));
    for (double threshold : breakdown.thresholds()) {
      String at = " " + Percent.threshold(threshold);
      header.addAll(List.of("recall" + at, "false hits" + at, "vetoed" + at));
    }
    return header;
  }

  static List<String> of(Breakdown.Row row) {
    Counts any = row.widest();
    List<String> cells =
        new ArrayList<>(List.of(row.name(), "%d/%d".formatted(any.positives(), any.negatives())));
    for (Counts counts : row.counts()) {
      cells.add(Percent.of(counts.recall()));
      cells.add(Percent.of(counts.falseHitRate()));
      cells.add(Percent.of(counts.vetoedShare()));
    }
    return cells;
  }
}
