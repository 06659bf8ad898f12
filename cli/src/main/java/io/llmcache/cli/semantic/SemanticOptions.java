package io.llmcache.cli.semantic;

import io.llmcache.cli.common.CliSettings;
import io.llmcache.cli.common.ConfigError;
import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that judges questions can be asked, as picocli fills it in. */
public final class SemanticOptions {

  @Option(
      names = "--guards",
      paramLabel = "on|off",
      defaultValue = "on",
      description = "Whether guards may veto what is similar. Default: ${DEFAULT-VALUE}")
  OnOff guards = OnOff.on;

  @Option(
      names = "--embedding",
      paramLabel = "NAME",
      description =
          "minilm or bge-small, which run in this process; or openai:URL#MODEL, a service that is"
              + " sent the texts. Default: the setting llmcache.embedding, else minilm.")
  @Nullable String embedding;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with llmcache.* settings, such as llmcache.guards-off.")
  @Nullable Path config;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "One setting, such as llmcache.embedding-key-file=FILE. Repeatable. Goes before the"
              + " environment (LLMCACHE_EMBEDDING_KEY_FILE), which goes before --config.")
  Map<String, String> settings = new LinkedHashMap<>();

  public OnOff guards() {
    return guards;
  }

  /**
   * All settings, those of the options first.
   *
   * @throws ConfigError if they cannot be read
   * @throws io.llmcache.settings.SettingsException if one is wrong
   */
  public Settings settings(Map<String, String> environment, Consumer<String> warn) {
    Map<String, String> defined = new LinkedHashMap<>(settings);
    if (embedding != null) {
      defined.put(SettingKey.EMBEDDING.key(), embedding);
    }
    return CliSettings.read(defined, environment, config, warn);
  }

  /**
   * Checks the value of {@code --threshold}.
   *
   * @throws ConfigError if the option's value is no cosine
   */
  public static void checkThreshold(double threshold) {
    if (!(threshold >= -1 && threshold <= 1)) {
      throw new ConfigError("--threshold is a cosine, a number from -1 to 1.");
    }
  }
}
