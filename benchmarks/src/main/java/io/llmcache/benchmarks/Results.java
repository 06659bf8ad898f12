package io.llmcache.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.llmcache.benchmarks.Figure.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * What a run found.
 *
 * @param machine in words
 * @param at when the run ended
 * @param lines one for each figure, in the order in which they were measured
 * @param failed the suites that could not be run, each with the reason
 */
record Results(
    String machine, String at, @JsonProperty("figures") List<Line> lines, List<String> failed) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** One figure as it is written to the file. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Line(
      String suite,
      String name,
      String unit,
      double value,
      String rival,
      double rivalValue,
      double ratio,
      String wanted,
      boolean met) {

    static Line of(String suite, Figure figure) {
      Wanted wanted = figure.wanted();
      return new Line(
          suite,
          figure.name(),
          figure.unit(),
          figure.value(),
          figure.rival(),
          figure.rivalValue(),
          figure.ratio(),
          wanted.toString(),
          figure.met());
    }
  }

  static Results of(List<Line> lines, List<String> failed) {
    String machine =
        "%d CPUs (%s), %s %s, Java %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("os.name"),
                System.getProperty("os.version").replaceFirst("[^0-9.].*", ""),
                System.getProperty("java.version"));
    return new Results(
        machine, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), lines, failed);
  }

  static Results read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Results.class);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  /**
   * Ours of the figure whose name begins so.
   *
   * @throws IllegalArgumentException if there is none
   */
  double value(String suite, String name) {
    return line(suite, name).value();
  }

  /** The rival's, likewise. */
  double rivalValue(String suite, String name) {
    return line(suite, name).rivalValue();
  }

  private Line line(String suite, String name) {
    return lines.stream()
        .filter(line -> line.suite().equals(suite) && line.name().startsWith(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the last run has no figure \"%s\": run benchmarks/run --only %s first"
                        .formatted(name, suite)));
  }

  /** As a table in Markdown, which reads as well on a terminal. */
  String table() {
    StringBuilder table =
        new StringBuilder("| figure | unit | value | beside | its value | ratio | wanted | met |\n")
            .append("| --- | --- | ---: | --- | ---: | ---: | --- | --- |\n");
    for (Line line : lines) {
      table
          .append("| ")
          .append(
              String.join(
                  " | ",
                  line.name(),
                  line.unit(),
                  number(line.value()),
                  line.rival(),
                  number(line.rivalValue()),
                  number(line.ratio()) + "x",
                  line.wanted() + "x",
                  line.met() ? "yes" : "no"))
          .append(" |\n");
    }
    return table.toString();
  }

  /** Three digits that count. */
  private static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f";
    return String.format(Locale.ROOT, format, value);
  }
}
