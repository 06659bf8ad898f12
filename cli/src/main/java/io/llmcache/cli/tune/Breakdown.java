package io.llmcache.cli.tune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Counts of groups of pairs, at each of a few thresholds.
 *
 * @param thresholds those of every row
 */
record Breakdown(List<Double> thresholds, List<Row> rows) {

  /**
   * One group.
   *
   * @param counts one for each threshold
   */
  record Row(String name, List<Counts> counts) {

    /** At the lowest threshold, which is the first. */
    Counts widest() {
      return counts.get(0);
    }

    private boolean isBlameless() {
      return widest().falseHits() == 0 && widest().vetoed() == 0;
    }
  }

  /** In the order of the files. */
  static Breakdown byFile(Collection<JudgedPair> pairs, List<Double> thresholds) {
    return by(pairs, pair -> pair.file(), thresholds);
  }

  /**
   * Kinds, or groups of them: those with the most false hits first, then those with the most vetoed
   * positives.
   */
  static Breakdown byKind(Collection<JudgedPair> pairs, List<Double> thresholds) {
    Kinds kinds = Kinds.of(pairs);
    List<Row> rows =
        new ArrayList<>(by(pairs, pair -> kinds.group(pair.kind()), thresholds).rows());
    rows.sort(
        Comparator.comparingInt((Row row) -> -row.widest().falseHits())
            .thenComparingInt(row -> -row.widest().vetoed())
            .thenComparing(Row::name));
    return new Breakdown(thresholds, rows);
  }

  private static Breakdown by(
      Collection<JudgedPair> pairs, Function<LabelledPair, String> name, List<Double> thresholds) {
    Map<String, List<JudgedPair>> groups = new LinkedHashMap<>();
    pairs.forEach(
        pair -> groups.computeIfAbsent(name.apply(pair.pair()), n -> new ArrayList<>()).add(pair));
    List<Row> rows = new ArrayList<>();
    groups.forEach((group, of) -> rows.add(new Row(group, counts(of, thresholds))));
    return new Breakdown(thresholds, rows);
  }

  private static List<Counts> counts(List<JudgedPair> pairs, List<Double> thresholds) {
    return thresholds.stream().map(threshold -> Counts.of(pairs, threshold)).toList();
  }

  /** Without the groups that have neither false hits nor vetoed positives. */
  Breakdown faulty() {
    return new Breakdown(thresholds, rows.stream().filter(row -> !row.isBlameless()).toList());
  }
}
