package io.llmcache.cli.tune;

import java.util.List;

/** The findings as tables for a terminal. */
final class TextReport {

  private static final int MOST_KINDS = 40;

  private final Findings findings;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Findings findings) {
    this.findings = findings;
  }

  /** Lines with their ends. */
  static String of(Findings findings) {
    return new TextReport(findings).text();
  }

  private String text() {
    text.append(findings.setup()).append('\n');
    if (findings.tooLong() > 0) {
      text.append(findings.tooLong()).append(" pairs have a text that is too long: never a hit\n");
    }
    curve();
    breakdown("By file", "file", findings.files(), Integer.MAX_VALUE);
    kinds();
    guards();
    findings.streams().forEach(this::stream);
    wished();
    return text.toString();
  }

  private void curve() {
    Counts all = findings.atAnySimilarity();
    title(
        "Over thresholds: %d pairs may share an answer, %d may not"
            .formatted(all.positives(), all.negatives()));
    TextTable table = new TextTable(Cells.CURVE);
    findings.curve().points().forEach(point -> table.row(Cells.of(point)));
    text.append(table.text());
    text.append(
        "  at any similarity guards would veto %d of %d positives, %s%n"
            .formatted(all.vetoed(), all.positives(), Percent.of(share(all))));
  }

  private static double share(Counts counts) {
    return (double) counts.vetoed() / counts.positives();
  }

  private void kinds() {
    Breakdown faulty = findings.kinds().faulty();
    breakdown("By kind, the most false hits first", "kind", faulty, MOST_KINDS);
    int blameless = findings.kinds().rows().size() - faulty.rows().size();
    if (blameless > 0) {
      text.append("  %d kinds have neither false hits nor vetoed positives%n".formatted(blameless));
    }
  }

  private void breakdown(String title, String first, Breakdown breakdown, int most) {
    title(title);
    TextTable table = new TextTable(Cells.header(first, breakdown));
    breakdown.rows().stream().limit(most).forEach(row -> table.row(Cells.of(row)));
    text.append(table.text());
    if (breakdown.rows().size() > most) {
      text.append(
          "  and %d more; --html shows them all%n".formatted(breakdown.rows().size() - most));
    }
  }

  private void guards() {
    findings
        .guards()
        .forEach(
            (threshold, effects) -> {
              if (!effects.isEmpty()) {
                title(
                    "Guards at %s: false hits that each stops, true hits that it costs"
                        .formatted(Percent.threshold(threshold)));
                text.append(table(effects).text());
              }
            });
  }

  private static TextTable table(List<GuardEffect> effects) {
    TextTable table =
        new TextTable(List.of("guard", "stops", "costs", "stops alone", "costs alone"));
    for (GuardEffect effect : effects) {
      table.row(
          List.of(
              effect.guard(),
              String.valueOf(effect.stops()),
              String.valueOf(effect.costs()),
              String.valueOf(effect.stopsAlone()),
              String.valueOf(effect.costsAlone())));
    }
    return table;
  }

  private void stream(StreamCurve stream) {
    title(
        "Stream of %s: %d questions of %d intents, asked once each"
            .formatted(stream.file(), stream.texts(), stream.intents()));
    TextTable table = new TextTable(List.of("threshold", "hits", "rate", "errors", "rate"));
    for (StreamCurve.Point point : stream.points()) {
      table.row(
          List.of(
              Percent.threshold(point.threshold()),
              String.valueOf(point.hits()),
              Percent.of(stream.hitRate(point)),
              String.valueOf(point.errors()),
              Percent.of(stream.errorRate(point))));
    }
    text.append(table.text()).append("  ").append(Sentences.best(stream, findings)).append('\n');
  }

  private void wished() {
    title("Threshold for the wished rate");
    text.append("  ").append(Sentences.wished(findings.wished())).append('\n');
  }

  private void title(String title) {
    text.append('\n').append(title).append('\n');
  }
}
