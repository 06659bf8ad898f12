package io.llmcache.cli.score;

import io.llmcache.cli.common.ExitCodes;
import io.llmcache.cli.common.LineReader;
import io.llmcache.cli.semantic.Embedders;
import io.llmcache.cli.semantic.Matchers;
import io.llmcache.cli.semantic.OnOff;
import io.llmcache.settings.Settings;
import io.llmcache.spi.Embedder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** One run from its options to its exit code: puts the pieces together, and closes them. */
final class ScoreRun {

  private final ScoreOptions options;
  private final Map<String, String> environment;
  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;

  /**
   * @param out written in UTF-8, and flushed after each line
   */
  ScoreRun(
      ScoreOptions options,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      PrintStream err) {
    this.options = options;
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * @return the exit code
   * @throws io.llmcache.cli.common.ConfigError if it cannot begin
   */
  int run() throws IOException, InterruptedException {
    Settings settings = options.semantic.settings(environment, this::note);
    try (Embedder embedder = Embedders.open(settings, this::note)) {
      Judge judge = judge(settings, embedder);
      note(start(judge, embedder));
      int failed = answer(new Scorer(judge, embedder));
      return options.strict && failed > 0 ? ExitCodes.SOME_FAILED : 0;
    }
  }

  private Judge judge(Settings settings, Embedder embedder) {
    Double asked = options.threshold;
    double threshold =
        asked == null ? settings.semantic().thresholds().of("", embedder.threshold()) : asked;
    Gate gate = options.gates == OnOff.on ? Gate.of(settings.semantic().gates()) : Gate.OPEN;
    return new Judge(Matchers.of(options.semantic.guards(), settings), threshold, gate);
  }

  private String start(Judge judge, Embedder embedder) {
    return String.format(
        Locale.ROOT,
        "%s, threshold %s, guards %s, gates %s; one JSON object a line",
        embedder.describe(),
        judge.threshold(),
        options.semantic.guards(),
        options.gates);
  }

  /** How many lines were answered by an error. */
  private int answer(Scorer scorer) throws IOException, InterruptedException {
    int failed = 0;
    int threads = Runtime.getRuntime().availableProcessors();
    try (Conveyor<Supplier<Answer>> lines =
        new Conveyor<>(new LineReader(in), threads, scorer::begin)) {
      for (Supplier<Answer> line = lines.next(); line != null; line = lines.next()) {
        Answer answer = line.get();
        write(answer);
        failed += answer instanceof Answer.Failed ? 1 : 0;
      }
    }
    return failed;
  }

  /** A lone surrogate, which UTF-8 cannot hold, becomes a question mark. */
  private void write(Answer answer) throws IOException {
    out.write((answer.json() + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void note(String message) {
    err.println("llmcache: " + message);
  }
}
