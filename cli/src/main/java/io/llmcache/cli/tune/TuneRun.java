package io.llmcache.cli.tune;

import io.llmcache.cli.semantic.Embedders;
import io.llmcache.cli.semantic.Matchers;
import io.llmcache.settings.Settings;
import io.llmcache.spi.Embedder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One run from its options to its reports: puts the pieces together, and closes them. */
final class TuneRun {

  private final TuneOptions options;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  TuneRun(TuneOptions options, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.options = options;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * @throws io.llmcache.cli.common.ConfigError if it cannot begin
   * @throws IOException if the embedder fails, or the report cannot be written
   */
  void run() throws IOException, InterruptedException {
    Settings settings = options.semantic.settings(environment, this::note);
    List<LabelledPair> pairs = PairsFile.readAll(options.files);
    try (Embedder embedder = Embedders.open(settings, this::note)) {
      Findings findings = findings(pairs, settings, embedder);
      out.print(TextReport.of(findings));
      out.flush();
      report(findings);
    }
  }

  private Findings findings(List<LabelledPair> pairs, Settings settings, Embedder embedder)
      throws IOException, InterruptedException {
    List<String> texts = pairs.stream().flatMap(pair -> Stream.of(pair.a(), pair.b())).toList();
    note("%d pairs; embedding %d texts".formatted(pairs.size(), texts.stream().distinct().count()));
    Vectorised vectors = Vectorised.of(texts, embedder);
    List<String> guards = Matchers.active(options.semantic.guards(), settings);
    PairJudge judge =
        new PairJudge(Matchers.of(options.semantic.guards(), settings), guards, vectors);
    note("judging with " + (guards.isEmpty() ? "no guards" : String.join(", ", guards)));
    String setup =
        "%d pairs, %s, guards %s"
            .formatted(pairs.size(), embedder.describe(), options.semantic.guards());
    return new Study(setup, options.thresholds(), options.errorRate, guards, judge, vectors)
        .of(pairs, options.seed);
  }

  private void report(Findings findings) throws IOException {
    Path file = options.html;
    if (file != null) {
      Files.writeString(file, HtmlReport.of(findings));
      note("report: " + file);
    }
  }

  private void note(String message) {
    err.println("llmcache: " + message);
  }
}
