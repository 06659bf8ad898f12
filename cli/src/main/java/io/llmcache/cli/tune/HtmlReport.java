package io.llmcache.cli.tune;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The findings as one page that refers to nothing outside itself. */
final class HtmlReport {

  private final Findings findings;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Findings findings) {
    this.findings = findings;
  }

  /** Well-formed XHTML. */
  static String of(Findings findings) {
    return new HtmlReport(findings).page();
  }

  private String page() {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .append("<title>llmcache tune</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n<main>\n");
    head();
    html.append(ReportPlots.pairs(findings));
    title("False hits by kind");
    html.append(ReportBars.kinds(findings));
    guards();
    findings.streams().forEach(this::stream);
    samples();
    tables();
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void head() {
    html.append("<h1>Answers by meaning: thresholds and guards</h1>\n");
    paragraph(findings.setup() + ".");
    html.append("<ul class=\"tiles\">\n");
    for (double threshold : findings.thresholds()) {
      Counts counts = Counts.of(findings.pairs(), threshold);
      String at = " at " + Percent.threshold(threshold);
      tile(Percent.of(counts.recall()), "of label 1 are hits" + at);
      tile(Percent.of(counts.falseHitRate()), "of label 0 are hits" + at);
      tile(Percent.of(counts.vetoedShare()), "of similar label 1 are vetoed" + at);
    }
    html.append("</ul>\n");
    paragraph(Sentences.wished(findings.wished()));
    if (findings.tooLong() > 0) {
      paragraph(findings.tooLong() + " pairs have a text that is too long: never a hit.");
    }
  }

  private void tile(String figure, String words) {
    html.append(
        "<li><strong>%s</strong> <span>%s</span></li>%n"
            .formatted(Html.escape(figure), Html.escape(words)));
  }

  private void guards() {
    findings
        .guards()
        .forEach(
            (threshold, effects) -> {
              if (!effects.isEmpty()) {
                title("Guards at " + Percent.threshold(threshold));
                paragraph(
                    "What reaches the threshold and is vetoed; in brackets what no other guard"
                        + " vetoes.");
                html.append(ReportBars.guards(effects));
              }
            });
  }

  private void stream(StreamCurve stream) {
    title("Stream of " + stream.file());
    paragraph(
        "%d questions of %d intents, asked once each. %s"
            .formatted(stream.texts(), stream.intents(), Sentences.best(stream, findings)));
    html.append(ReportPlots.stream(stream));
  }

  private void samples() {
    double lowest = findings.thresholds().get(0);
    title("Wrong hits at " + Percent.threshold(lowest));
    html.append(Samples.wrongHits(findings, lowest));
    title("Vetoed paraphrases at " + Percent.threshold(lowest));
    html.append(Samples.vetoedParaphrases(findings, lowest));
  }

  private void tables() {
    title("All figures");
    HtmlTable curve = new HtmlTable(Cells.CURVE);
    findings.curve().points().forEach(point -> curve.row(Cells.of(point)));
    html.append(curve.html());
    breakdown("By file", "file", findings.files());
    breakdown("By kind", "kind", findings.kinds());
  }

  private void breakdown(String title, String first, Breakdown breakdown) {
    HtmlTable table = new HtmlTable(Cells.header(first, breakdown));
    breakdown.rows().forEach(row -> table.row(Cells.of(row)));
    html.append("<details><summary>%s</summary>%n%s</details>%n".formatted(title, table.html()));
  }

  private void title(String title) {
    html.append("<h2>").append(Html.escape(title)).append("</h2>\n");
  }

  private void paragraph(String text) {
    html.append("<p>").append(Html.escape(text)).append("</p>\n");
  }
}
