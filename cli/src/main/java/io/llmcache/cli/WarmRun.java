package io.llmcache.cli;

import io.llmcache.LlmCache;
import io.llmcache.cli.LineWorker.Ledger;
import io.llmcache.cli.common.CliSettings;
import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.common.LineReader;
import io.llmcache.exchange.Headers;
import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.spi.Tier;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** One run from its options to its exit code: puts the pieces together, and closes them. */
final class WarmRun {

  /** What closing takes beyond the time that calls may go on. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final WarmOptions options;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;
  private final Stop stop = new Stop();
  private final Reasons reasons = new Reasons();

  WarmRun(
      WarmOptions options,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      InstantSource clock) {
    this.options = options;
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /**
   * @return the exit code
   * @throws ConfigError if it cannot begin
   */
  int run() throws IOException, InterruptedException {
    Duration finishWithin = Duration.ofSeconds(options.finishWithin);
    Settings settings = CliSettings.read(options.settings, environment, options.config, this::warn);
    Requests requests =
        new Requests(Target.of(options.baseUrl), headers(), settings.maxRequestSize());
    Tally tally = new Tally(total());
    Interrupted interrupted = new Interrupted(stop);
    try (Interruption watch = Interruption.watch(interrupted::signal, finishWithin.plus(CLOSING));
        LlmCache cache = cache(settings);
        Journal journal = journal();
        LineReader lines = lines();
        UnderWay underWay = new UnderWay(Duration.ofSeconds(options.timeout))) {
      Ledger ledger =
          new Ledger(Digests.of(settings, requests, options.pairs), journal, tally, clock);
      Work work = work(cache, requests, underWay);
      Progress.Look look = Terminal.look(options.progress, environment);
      Progress progress = new Progress(err, options.file, look, tally, clock);
      try (progress) {
        progress.start();
        LineWorker worker = new LineWorker(lines, form(), work, ledger, progress, stop);
        new Workers(options.concurrency, stop, finishWithin).run(worker, underWay::giveUp);
      }
      Summary summary = new Summary(options.file, tally, stop.reason(), progress.elapsed());
      out.println(summary.text());
      return interrupted.exitCode(summary.exitCode());
    }
  }

  private JobForm form() {
    return options.pairs ? new PairForm() : new BatchForm();
  }

  private Headers headers() {
    String key = options.noApiKey ? null : environment.get("OPENAI_API_KEY");
    return RequestHeaders.of(options.apiKeyFile, key, options.headers);
  }

  private LlmCache cache(Settings settings) {
    SharedTier shared = SharedTier.open(settings, this::warn);
    if (shared == null && !options.dryRun) {
      throw new ConfigError(
          "There is no shared tier to fill: set %s in --config, with -D, or as %s."
              .formatted(SettingKey.REDIS_URL.key(), SettingKey.REDIS_URL.variable()));
    }
    LlmCache.Builder builder =
        LlmCache.builder(settings).store(Tier.L1, new NoNearTier()).listener(reasons);
    return (shared == null ? builder : builder.store(Tier.L2, shared)).build();
  }

  private Work work(LlmCache cache, Requests requests, UnderWay underWay) {
    if (options.dryRun) {
      return new DryRun(cache, requests);
    }
    Pacing pacing =
        new Pacing(
            new RateLimit(options.rate, clock), new Backoff(options.retries, FIRST_PAUSE), stop);
    if (options.pairs) {
      Source source = new ReadyMade(clock);
      return new Warmer(cache, requests, Warmer.Stored.REPLACED, source, reasons, pacing);
    }
    ProviderErrors errors = new ProviderErrors(Redaction.of(requests.headers()), clock);
    Source source = new Caller(underWay, errors, pacing);
    return new Warmer(cache, requests, Warmer.Stored.KEPT, source, reasons, pacing);
  }

  private long total() {
    if (options.file.equals(WarmOptions.STDIN)) {
      return Tally.UNKNOWN;
    }
    try {
      return LineReader.count(Path.of(options.file));
    } catch (IOException e) {
      throw new ConfigError(
          "%s cannot be read (%s).".formatted(options.file, e.getClass().getSimpleName()));
    }
  }

  private LineReader lines() throws IOException {
    return new LineReader(
        options.file.equals(WarmOptions.STDIN)
            ? System.in
            : Files.newInputStream(Path.of(options.file)));
  }

  private Journal journal() {
    if (options.dryRun || options.file.equals(WarmOptions.STDIN)) {
      return Journal.NONE;
    }
    Path file = options.journal;
    return FileJournal.open(
        file == null ? Path.of(options.file + ".llmcache-journal") : file, clock);
  }

  private void warn(String message) {
    err.println("llmcache: warning: " + message);
  }
}
