package io.llmcache.cli;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.SettingsSource;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.LiveAnswer;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.UpstreamAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process, against a real Redis. */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class WarmProcessTest {

  private static final String KEY = "sk-process-0123456789abcdef";

  private static RedisStack redis;

  @TempDir private Path folder;
  private final FakeUpstream upstream = FakeUpstream.start();
  private final String namespace = UUID.randomUUID().toString();
  private Path config;
  private Path keyFile;

  @BeforeAll
  static void startRedis() {
    redis = RedisStack.start();
  }

  @AfterAll
  static void stopRedis() {
    if (redis != null) {
      redis.close();
    }
  }

  @BeforeEach
  void write() throws IOException {
    config =
        Files.writeString(
            folder.resolve("llmcache.properties"),
            "llmcache.redis-url=%s\nllmcache.namespace=%s\n".formatted(redis.url(), namespace));
    keyFile = Files.writeString(folder.resolve("key"), KEY + "\n");
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void whatWasWarmedIsAHitOfAnApplication() throws IOException {
    upstream.next(UpstreamAnswer.json(200, REPLY), UpstreamAnswer.events(List.of(STREAM)));
    Path file = file(batch("one", false), batch("two", true), batch("one", false));
    try (Cli cli = warm(file, "--concurrency", "1", "--rate", "100")) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out()).contains("3 of 3 lines, 1 hits, 2 stored, 0 failed");
      assertNoKey(cli);
    }
    assertThat(asApplication(WayIn.CLIENT, requestAsking("one", false))).isEqualTo(REPLY);
    assertThat(asApplication(WayIn.GATEWAY, requestAsking("two", true))).isEqualTo(STREAM);
    assertThat(upstream.count()).isEqualTo(2);
    assertThat(upstream.last().headers().first("Authorization")).isEqualTo("Bearer " + KEY);
  }

  @Test
  void anInterruptedRunGoesOnWhereItStopped() throws IOException {
    upstream.next(UpstreamAnswer.json(200, REPLY), UpstreamAnswer.json(200, REPLY));
    LiveAnswer third = upstream.nextLive();
    // the signal may be heeded some calls later
    upstream.always(UpstreamAnswer.json(200, REPLY));
    int lines = 500;
    Path file =
        file(IntStream.range(0, lines).mapToObj(i -> batch("q" + i, false)).toArray(String[]::new));
    try (Cli cli = warm(file, "--concurrency", "1", "--rate", "100")) {
      third.awaitRequest();
      cli.signal("INT");
      third.whole(200, Headers.of("Content-Type", "application/json"), bytes(REPLY));
      assertThat(cli.exitCode()).as(cli.err()).isEqualTo(130);
      assertThat(cli.out())
          .contains("Ended early: interrupted. Run the same command again to go on.");
    }
    int before = upstream.count();
    try (Cli cli = warm(file, "--rate", "1000")) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out())
          .contains("Skipped: %d that an earlier run finished".formatted(before))
          .contains("0 hits, %d stored, 0 failed".formatted(lines - before));
    }
    assertThat(before).isBetween(3, lines - 1);
    assertThat(upstream.count()).isEqualTo(lines);
  }

  @Test
  void aCallThatDoesNotEndIsGivenUpInTime() throws IOException {
    LiveAnswer hangs = upstream.nextLive();
    Path file = file(batch("slow", true), batch("never begun", false));
    try (Cli cli = warm(file, "--concurrency", "1", "--rate", "100", "--finish-within", "0")) {
      hangs.awaitRequest().eventStream().send("data: {");
      cli.signal("TERM");
      assertThat(cli.exitCode()).as(cli.err()).isEqualTo(130);
      assertThat(cli.out()).contains("0 of 2 lines", "0 failed");
    }
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void theProvidersRetryAfterIsObeyed() throws IOException {
    upstream.next(
        UpstreamAnswer.whole(429, Headers.of("Retry-After", "1"), bytes("{}")),
        UpstreamAnswer.json(200, REPLY));
    try (Cli cli = warm(file(batch("limited", false)), "--rate", "100")) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out()).contains("1 stored");
    }
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void eachBadLineIsNamed() throws IOException {
    upstream.next(
        UpstreamAnswer.json(
            400, "{\"error\":{\"message\":\"No such model for %s.\"}}".formatted(KEY)),
        UpstreamAnswer.json(200, REPLY));
    Path file =
        file(
            "{\"url\": ",
            batch("refused by the provider", false),
            "",
            "{\"url\": \"/v1/chat/completions\", \"body\": {\"messages\": []}}",
            "{\"url\": \"/v1/images\", \"body\": {\"model\": \"m\"}}",
            batch("well", false));
    try (Cli cli = warm(file, "--concurrency", "1", "--rate", "100", "--progress", "none")) {
      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.errors())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("questions.jsonl:1: not valid JSON at column"),
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "questions.jsonl:2: the provider answered 400: No such model for ***"),
              line ->
                  assertThat(line)
                      .isEqualTo("questions.jsonl:4: \"model\" is missing; add it to \"body\""),
              line ->
                  assertThat(line)
                      .isEqualTo("questions.jsonl:5: \"url\" is no path that the cache knows"));
      assertThat(cli.out()).contains("5 of 5 lines, 0 hits, 1 stored, 4 failed");
      assertNoKey(cli);
    }
  }

  @Test
  void pairsAreStoredWithoutACall() throws IOException {
    Path file =
        file(
            "{\"body\": %s, \"answer\": \"At 18:40.\"}"
                .formatted(requestAsking("pair", false).replace("\n", "")),
            "{\"model\": \"m\", \"question\": \"Q?\", \"answer\": \"A!\", \"tags\": [\"faq\"]}");
    try (Cli cli = warm(file, "--pairs")) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out()).contains("2 of 2 lines, 0 hits, 2 stored, 0 failed");
    }
    assertThat(asApplication(WayIn.CLIENT, requestAsking("pair", false))).contains("At 18:40.");
    assertThat(
            asApplication(
                WayIn.CLIENT,
                "{\"messages\":[{\"content\":\"Q?\",\"role\":\"user\"}],\"model\":\"m\"}"))
        .contains("A!");
    assertThat(upstream.count()).isZero();
  }

  @Test
  void changedLinesAreDoneAgain() throws IOException {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Path file = file(batch("first", false), batch("second", false));
    try (Cli cli = warm(file, "--rate", "100")) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
    }
    file(batch("first", false), batch("another", false));
    try (Cli cli = warm(file, "--rate", "100")) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out()).contains("Skipped: 1 ", "Done again: 1 ");
    }
    assertThat(upstream.count()).isEqualTo(3);
  }

  @Test
  void aDryRunNeedsNoSharedTier() throws IOException {
    Path file = file(batch("one", false), "{}");
    try (Cli cli =
        start(
            Map.of(), "warm", file.getFileName().toString(), "--dry-run", "--progress", "lines")) {
      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.out()).contains("2 of 2 lines, 0 hits, 1 to do, 0 stored, 1 failed");
      assertThat(cli.err()).contains("2/2 done");
    }
    assertThat(folder.resolve("questions.jsonl.llmcache-journal")).doesNotExist();
  }

  @Test
  void aRunThatCannotBeginSaysWhy() throws IOException {
    Path file = file(batch("one", false));
    String name = file.getFileName().toString();
    assertMisused("LLMCACHE_REDIS_URL", "warm", name);
    assertMisused("none.jsonl cannot be read", "warm", "none.jsonl");
    assertMisused("does not answer", "warm", name, "-Dllmcache.redis-url=redis://127.0.0.1:1");
    assertMisused("llmcache.namespace", "warm", name, "-Dllmcache.namspace=x");
    assertMisused("--base-url is not", "warm", name, "--base-url", "nowhere");
  }

  private void assertMisused(String message, String... words) throws IOException {
    try (Cli cli = start(Map.of("OPENAI_API_KEY", KEY), words)) {
      assertThat(cli.exitCode()).isEqualTo(2);
      assertThat(cli.err()).startsWith("llmcache: ").contains(message).hasLineCount(1);
      assertNoKey(cli);
    }
  }

  private Cli warm(Path file, String... more) {
    List<String> words = new ArrayList<>(List.of("warm", file.getFileName().toString()));
    words.addAll(List.of("--config", config.toString(), "--api-key-file", keyFile.toString()));
    words.addAll(List.of("--base-url", upstream.uri() + "/v1"));
    words.addAll(List.of(more));
    return start(Map.of(), words.toArray(String[]::new));
  }

  private Cli start(Map<String, String> variables, String... words) {
    return Cli.start(folder, Cli.classes(), variables, words);
  }

  private void assertNoKey(Cli cli) throws IOException {
    assertThat(cli.out() + cli.err()).doesNotContain("sk-process");
    Path journal = folder.resolve("questions.jsonl.llmcache-journal");
    if (Files.exists(journal)) {
      assertThat(journal).content().doesNotContain("sk-process");
    }
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("questions.jsonl"), List.of(lines));
  }

  private static String batch(String question, boolean stream) {
    return Jobs.batchLine(requestAsking(question, stream));
  }

  /** The bytes that an application with the same settings and key is served, or "nothing". */
  private String asApplication(WayIn wayIn, String body) throws IOException {
    try (URLClassLoader deployment = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
      SettingsSource own =
          SettingsSource.ofMap(
              "web.xml",
              true,
              Map.of(
                  "llmcache.redis-url",
                  redis.url().toString(),
                  "llmcache.redis-timeout",
                  "10s",
                  "llmcache.namespace",
                  namespace));
      LlmCache cache = LlmCaches.start(deployment, own);
      try {
        Headers headers = Headers.of("Authorization", "Bearer " + KEY);
        URI target = upstream.uri().resolve("/v1/chat/completions");
        Outcome outcome =
            cache.open(CacheRequest.of(wayIn, "POST", target, headers, body.getBytes(UTF_8)));
        return outcome instanceof Outcome.Served served
            ? new String(served.reply().body().stream().readAllBytes(), UTF_8)
            : "nothing";
      } finally {
        LlmCaches.stop(deployment);
      }
    }
  }
}
