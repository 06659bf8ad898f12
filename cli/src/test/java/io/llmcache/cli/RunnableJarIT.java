package io.llmcache.cli;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.UpstreamAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users get, with nothing beside it. */
class RunnableJarIT {

  @TempDir private Path folder;

  @Test
  void itExplainsItself() {
    try (Cli cli = start(Map.of(), "--help")) {
      assertThat(cli.exitCode()).isZero();
      assertThat(cli.out()).contains("Usage: llmcache", "warm");
      assertThat(cli.err()).isEmpty();
    }
  }

  @Test
  void itKnowsItsVersion() {
    try (Cli cli = start(Map.of(), "--version")) {
      assertThat(cli.exitCode()).isZero();
      assertThat(cli.out()).matches("llmcache \\d+\\.\\d+\\.\\d+\\S*\\s*");
    }
  }

  @Test
  @EnabledIf(
      value = "io.llmcache.testing.RedisStack#available",
      disabledReason = "a Redis Stack cannot be had here")
  void itWarms() throws IOException {
    try (FakeUpstream upstream = FakeUpstream.start();
        RedisStack redis = RedisStack.start()) {
      upstream.always(UpstreamAnswer.json(200, REPLY));
      Files.writeString(folder.resolve("questions.jsonl"), Jobs.batchLine(REQUEST) + "\n");
      Map<String, String> variables =
          Map.of(
              "OPENAI_API_KEY",
              "sk-jar-0123456789",
              "LLMCACHE_REDIS_URL",
              redis.url().toString(),
              "LLMCACHE_NAMESPACE",
              "runnable-jar-" + System.nanoTime());
      String base = upstream.uri().toString();
      try (Cli cli = start(variables, "warm", "questions.jsonl", "--base-url", base)) {
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("1 of 1 lines, 0 hits, 1 stored, 0 failed");
        assertThat(cli.errors()).as("nothing but progress").hasSize(1);
      }
      assertThat(upstream.count()).isEqualTo(1);
    }
  }

  @Test
  void itScores() {
    try (Cli cli = start(Map.of(), "score", "--threshold", "0.9")) {
      cli.input(
          """
          {"a":"How do I reset my password?","b":"how do i reset my password"}
          {"a":"Turn the alarm on","b":"Turn the alarm off"}
          {"id":1,"q":"Where is the nearest station?"}
          {"id":2,"q":"where is the nearest station"}
          """);
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out().lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("{\"hit\":true,\"score\":"),
              line -> assertThat(line).startsWith("{\"hit\":false,\"score\":"),
              line -> assertThat(line).startsWith("{\"hit\":false,\"match\":null,"),
              line -> assertThat(line).startsWith("{\"hit\":true,\"match\":1,\"score\":"));
      assertThat(cli.err()).startsWith("llmcache: minilm").hasLineCount(1);
    }
  }

  @Test
  void itScoresWithTheOtherModelToo() {
    try (Cli cli = start(Map.of(), "score", "--embedding", "bge-small")) {
      cli.input("{\"a\":\"Is it open on Sundays?\",\"b\":\"is it open on sundays\"}\n");
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out()).startsWith("{\"hit\":true,\"score\":");
    }
  }

  @Test
  void itTunes() throws IOException {
    Files.writeString(
        folder.resolve("pairs.tsv"),
        """
        How do I reset my password?\thow do i reset my password\t1\tsame:reset
        Turn the alarm on\tTurn the alarm off\t0\topposite
        """);
    try (Cli cli = start(Map.of(), "tune", "pairs.tsv", "--html", "report.html")) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out()).contains("2 pairs, minilm", "Stream of pairs.tsv: 2 questions");
    }
    assertThat(folder.resolve("report.html")).content().contains("<svg", "</html>");
  }

  private Cli start(Map<String, String> variables, String... words) {
    Path jar = Path.of("target", "llmcache.jar").toAbsolutePath();
    return Cli.start(folder, List.of("-jar", jar.toString()), variables, words);
  }
}
