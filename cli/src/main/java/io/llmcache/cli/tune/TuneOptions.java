package io.llmcache.cli.tune;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.semantic.SemanticOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the user asks of {@code tune}, as picocli fills it in. */
final class TuneOptions {

  @Parameters(arity = "1..*", paramLabel = "PAIRS", description = "Files with labelled pairs.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description =
          "At which threshold files, kinds and guards are told apart. Repeatable. Default: 0.90 and"
              + " 0.95. Curves begin lower if one is below 0.80.")
  List<Double> thresholds = new ArrayList<>();

  @Option(
      names = "--error-rate",
      paramLabel = "RATE",
      defaultValue = "0.01",
      description =
          "The share of errors that you accept: of the pairs labelled 0, and of the questions of a"
              + " stream. Default: ${DEFAULT-VALUE}")
  double errorRate;

  @Mixin SemanticOptions semantic = new SemanticOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the order in which a stream is asked. Default: ${DEFAULT-VALUE}")
  long seed;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes the report with plots and samples too, as one file.")
  @Nullable Path html;

  /**
   * @throws ConfigError if a value cannot be
   */
  void check() {
    thresholds.forEach(SemanticOptions::checkThreshold);
    if (html != null && (Files.isDirectory(html) || !Files.isDirectory(folder(html)))) {
      throw new ConfigError("--html %s is no file that can be written.".formatted(html));
    }
    if (!(errorRate >= 0 && errorRate <= 1)) {
      throw new ConfigError("--error-rate is a number from 0 to 1, such as 0.01.");
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  /** Ascending, each once. */
  List<Double> thresholds() {
    return thresholds.isEmpty()
        ? List.of(0.90, 0.95)
        : thresholds.stream().distinct().sorted().toList();
  }
}
