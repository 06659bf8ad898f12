package io.llmcache.cli.score;

import io.llmcache.cli.semantic.OnOff;
import io.llmcache.cli.semantic.SemanticOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the user asks of {@code score}, as picocli fills it in. */
final class ScoreOptions {

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description =
          "Least cosine of a hit. Default: the setting llmcache.similarity-threshold, else the"
              + " embedder's own.")
  @Nullable Double threshold;

  @Mixin SemanticOptions semantic = new SemanticOptions();

  @Option(
      names = "--gates",
      paramLabel = "on|off",
      defaultValue = "off",
      description =
          "Whether questions that are never answered by meaning (llmcache.gates) are no hit."
              + " Default: ${DEFAULT-VALUE}")
  OnOff gates = OnOff.off;

  @Option(names = "--strict", description = "Exit with 1 if any line was answered by an error.")
  boolean strict;

  /**
   * @throws io.llmcache.cli.common.ConfigError if a value cannot be
   */
  void check() {
    if (threshold != null) {
      SemanticOptions.checkThreshold(threshold);
    }
  }
}
