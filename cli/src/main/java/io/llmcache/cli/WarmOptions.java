package io.llmcache.cli;

import io.llmcache.cli.common.ConfigError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the user asks of {@code warm}, as picocli fills it in. */
final class WarmOptions {

  static final String STDIN = "-";

  /** How progress may be shown. */
  enum Show {
    auto,
    bar,
    lines,
    none
  }

  @Parameters(
      paramLabel = "FILE",
      description = "JSON lines, one request each; - reads standard input, without a journal.")
  String file = "";

  @Option(
      names = "--pairs",
      description = "FILE has ready-made answers: they are stored, and nobody is called.")
  boolean pairs;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      defaultValue = "https://api.openai.com",
      description =
          "Where the applications send these requests; it is part of the key."
              + " Default: ${DEFAULT-VALUE}")
  String baseUrl = "";

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description =
          "File with the API key alone, sent as a Bearer token. Default: the variable"
              + " OPENAI_API_KEY. It is part of the key: use the applications' own.")
  @Nullable Path apiKeyFile;

  @Option(
      names = "--no-api-key",
      description = "Send none, as the applications of a local server do.")
  boolean noApiKey;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description =
          "One more header field of each request. Repeatable. A credential here takes the API"
              + " key's place; llmcache-tags: A,B tags the answers.")
  List<String> headers = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with the applications' llmcache.* settings.")
  @Nullable Path config;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "One setting, such as llmcache.redis-url=redis://HOST:6379. Repeatable. Goes before the"
              + " environment (LLMCACHE_REDIS_URL), which goes before --config.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2",
      description = "Most calls a second; 0.5 is one in two seconds. Default: ${DEFAULT-VALUE}")
  double rate;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "2",
      description = "Most lines at a time. Default: ${DEFAULT-VALUE}")
  int concurrency;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "How often a call is repeated that the provider limits or fails. Default:"
              + " ${DEFAULT-VALUE}")
  int retries;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "When a call is given up. Default: ${DEFAULT-VALUE}")
  int timeout;

  @Option(
      names = "--finish-within",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long calls under way may go on after Ctrl-C. Default: ${DEFAULT-VALUE}")
  int finishWithin;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description =
          "Where finished lines are written down, so that the same command goes on where it"
              + " stopped. Default: FILE.llmcache-journal")
  @Nullable Path journal;

  @Option(
      names = "--dry-run",
      description = "Check each line and count hits; call nobody and store nothing.")
  boolean dryRun;

  @Option(
      names = "--progress",
      paramLabel = "HOW",
      defaultValue = "auto",
      description =
          "${COMPLETION-CANDIDATES}. auto: a bar on a terminal, else a line every five seconds.")
  Show progress = Show.auto;

  /**
   * @throws ConfigError if they cannot hold together
   */
  void check() {
    atLeast("--concurrency", concurrency, 1);
    atLeast("--retries", retries, 0);
    atLeast("--timeout", timeout, 1);
    atLeast("--finish-within", finishWithin, 0);
    if (!(rate > 0 && rate <= 10_000)) {
      throw new ConfigError("--rate is a number above 0.");
    }
    if (noApiKey && apiKeyFile != null) {
      throw new ConfigError("--no-api-key and --api-key-file exclude each other.");
    }
    if (file.equals(STDIN) && journal != null) {
      throw new ConfigError("Standard input has no lines to come back to: leave --journal out.");
    }
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new ConfigError("%s is at least %d.".formatted(option, least));
    }
  }
}
