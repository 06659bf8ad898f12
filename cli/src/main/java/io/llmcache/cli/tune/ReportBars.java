package io.llmcache.cli.tune;

import java.util.List;

/** The parts of the page that compare kinds and guards. */
final class ReportBars {

  private static final int MOST_KINDS = 30;

  private ReportBars() {}

  /** Shares of the negatives of each kind that has false hits. */
  static String kinds(Findings findings) {
    List<Breakdown.Row> rows =
        findings.kinds().rows().stream().filter(row -> row.widest().falseHits() > 0).toList();
    if (rows.isEmpty()) {
      return "<p>No kind has any.</p>\n";
    }
    Bars bars =
        new Bars(rows.stream().mapToDouble(row -> row.widest().falseHitRate()).max().orElse(1));
    for (Breakdown.Row row : rows.subList(0, Math.min(rows.size(), MOST_KINDS))) {
      bars.name(row.name());
      for (int i = 0; i < row.counts().size(); i++) {
        Counts counts = row.counts().get(i);
        bars.bar("bad", counts.falseHitRate(), figure(findings.thresholds().get(i), counts));
      }
    }
    return bars.html();
  }

  private static String figure(double threshold, Counts counts) {
    return "%s: %d of %d, %s"
        .formatted(
            Percent.threshold(threshold),
            counts.falseHits(),
            counts.negatives(),
            Percent.of(counts.falseHitRate()));
  }

  /** What each guard stops and costs; those that do neither are only named. */
  static String guards(List<GuardEffect> effects) {
    List<GuardEffect> busy = effects.stream().filter(GuardEffect::isThere).toList();
    Bars bars =
        new Bars(busy.stream().mapToInt(e -> Math.max(e.stops(), e.costs())).max().orElse(1));
    busy.forEach(effect -> add(effect, bars));
    List<String> idle = effects.stream().filter(e -> !e.isThere()).map(GuardEffect::guard).toList();
    String others = idle.isEmpty() ? "none" : String.join(", ", idle);
    return bars.html() + "<p>Without effect: %s.</p>%n".formatted(Html.escape(others));
  }

  private static void add(GuardEffect effect, Bars bars) {
    String stops = "stops %d (%d) of label 0".formatted(effect.stops(), effect.stopsAlone());
    String costs = "costs %d (%d) of label 1".formatted(effect.costs(), effect.costsAlone());
    bars.name(effect.guard()).bar("good", effect.stops(), stops).bar("bad", effect.costs(), costs);
  }
}
