package io.llmcache.cli.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.common.JsonObjectText;
import io.llmcache.cli.semantic.WordsEmbedder;
import io.llmcache.testing.Waiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command from its options on, with an embedder whose cosines a person can foresee. */
class ScoreRunTest {

  private static final String PAIR =
      "{\"a\":\"Can I bring my own lunch?\",\"b\":\"can i bring my own lunch\"}";
  private static final String NUMBERS =
      "{\"a\":\"Is a table for 7 guests free?\",\"b\":\"Is a table for 8 guests free?\"}";

  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private int exitCode;

  @Test
  void aPairIsAHitFromTheThresholdOn() throws Exception {
    JsonObjectText answer = only(PAIR);
    assertThat(answer.isTrue("hit")).isTrue();
    assertThat(score(answer)).isCloseTo(1, within(1e-6));
    String other = "{\"a\":\"Can I bring my own lunch?\",\"b\":\"Can I bring my own dog?\"}";
    assertThat(lines(List.of(other)))
        .singleElement()
        .asString()
        .matches("\\{\"hit\":true,\"score\":0\\.8333\\d*,\"reason\":\".*\"}|.*\"veto.*");
    JsonObjectText below = only(other, "--threshold", "0.9");
    assertThat(below.isTrue("hit")).isFalse();
    assertThat(score(below)).isCloseTo(5 / 6.0, within(1e-6));
    assertThat(below.text("reason")).contains("below 0.9").doesNotStartWith("veto");
  }

  @Test
  void aVetoShowsFromTheThresholdOn() throws Exception {
    JsonObjectText vetoed = only(NUMBERS);
    assertThat(vetoed.isTrue("hit")).isFalse();
    assertThat(score(vetoed)).isCloseTo(6 / 7.0, within(1e-6));
    assertThat(vetoed.text("reason")).startsWith("veto: numbers");
    assertThat(only(NUMBERS, "--threshold", "0").text("reason")).startsWith("veto: numbers");
    assertThat(only(NUMBERS, "--threshold", "0.9").text("reason")).startsWith("below 0.9");
  }

  @Test
  void withoutGuardsSimilarityAloneDecides() throws Exception {
    assertThat(only(NUMBERS, "--guards", "off").isTrue("hit")).isTrue();
    assertThat(only(NUMBERS, "-Dllmcache.guards-off=numbers").text("reason"))
        .doesNotStartWith("veto: numbers");
  }

  @Test
  void equalTextsAreExactHoweverLongTheyAre() throws Exception {
    String words = words(WordsEmbedder.MOST_WORDS + 1);
    assertThat(lines(List.of(pair(words, words), pair("", ""))))
        .containsOnly("{\"hit\":true,\"score\":1.0,\"reason\":\"exact\"}");
  }

  @Test
  void aTextWithoutAVectorIsNoHit() throws Exception {
    String words = words(WordsEmbedder.MOST_WORDS);
    String longer = words(WordsEmbedder.MOST_WORDS + 1);
    assertThat(
            lines(
                List.of(
                    pair(words, longer),
                    pair(longer, words),
                    pair(" ", words),
                    "{\"id\":1,\"q\":\"%s\"}".formatted(longer),
                    "{\"id\":2,\"q\":\"%s\"}".formatted(longer))))
        .containsExactly(
            "{\"hit\":false,\"score\":null,\"reason\":\"too-long\"}",
            "{\"hit\":false,\"score\":null,\"reason\":\"too-long\"}",
            "{\"hit\":false,\"score\":null,\"reason\":\"empty\"}",
            "{\"hit\":false,\"match\":null,\"score\":null,\"reason\":\"too-long\"}",
            "{\"hit\":true,\"match\":1,\"score\":1.0,\"reason\":\"exact\"}");
  }

  @Test
  void aStreamBeginsEmptyAndRemembersMisses() throws Exception {
    List<String> answers =
        lines(
            List.of(
                "{\"id\":1.50,\"q\":\"Can I bring my own lunch?\"}",
                "{\"id\":2,\"q\":\"can i bring my own lunch\"}",
                "{\"id\":3,\"q\":\"can i bring my own lunch\"}",
                "{\"id\":4,\"q\":\"Where is the station?\"}"));
    assertThat(answers.get(0))
        .isEqualTo("{\"hit\":false,\"match\":null,\"score\":null,\"reason\":\"nothing stored\"}");
    assertThat(answers.subList(1, 3)).allMatch(a -> a.startsWith("{\"hit\":true,\"match\":1.50,"));
    assertThat(answers.get(3))
        .startsWith("{\"hit\":false,\"match\":null,\"score\":0.0,\"reason\":\"below 0.8");
  }

  @Test
  void aPairLeavesNothingInTheStream() throws Exception {
    assertThat(lines(List.of(PAIR, "{\"id\":1,\"q\":\"Can I bring my own lunch?\"}")).get(1))
        .contains("nothing stored");
  }

  @Test
  void manyMixedLinesAreAnsweredInOrder() throws Exception {
    List<String> asked =
        IntStream.range(0, 1200)
            .mapToObj(
                i ->
                    switch (i % 3) {
                      case 0 -> "{\"id\":%d,\"q\":\"word%d\"}".formatted(i, i);
                      case 1 -> "{\"id\":%d,\"q\":\"word%d\"}".formatted(i, i - 1);
                      default -> pair("word%d and more".formatted(i), "word%d".formatted(i));
                    })
            .toList();
    List<String> answers = lines(asked);
    assertThat(answers).hasSize(1200);
    for (int i = 0; i < answers.size(); i += 3) {
      assertThat(answers.get(i)).contains("\"match\":null");
      assertThat(answers.get(i + 1)).contains("\"match\":%d,".formatted(i));
      assertThat(answers.get(i + 2)).contains("\"score\":0.577");
    }
  }

  @Test
  void aBadLineIsAnsweredInItsPlace() throws Exception {
    List<String> asked =
        List.of(PAIR, "{\"a\": ", "", "{\"q\":\"no id\"}", pair("unreachable", "x"), PAIR);
    List<String> answers = lines(asked);
    assertThat(answers).hasSize(5);
    assertThat(answers.get(1)).startsWith("{\"error\":\"line 2: not valid JSON");
    assertThat(answers.get(2)).startsWith("{\"error\":\"line 4: \\\"id\\\" is missing");
    assertThat(answers.get(3)).isEqualTo("{\"error\":\"line 5: the embedder cannot be reached\"}");
    assertThat(answers.get(4)).isEqualTo(answers.get(0));
    assertThat(exitCode).isZero();
    lines(asked, "--strict");
    assertThat(exitCode).isEqualTo(1);
    lines(List.of(PAIR), "--strict");
    assertThat(exitCode).isZero();
  }

  @Test
  void anEmptyInputIsNoError() throws Exception {
    assertThat(lines(List.of(), "--strict")).isEmpty();
    assertThat(exitCode).isZero();
  }

  @Test
  void textsMayHoldWhatUtf8CannotSay() throws Exception {
    assertThat(lines(List.of(pair("caf\u00e9 \ud83d\ude00", "caf\\u00e9 \\ud83d\\ude00"))))
        .containsExactly("{\"hit\":true,\"score\":1.0,\"reason\":\"exact\"}");
    assertThat(lines(List.of(pair("lone \\ud83d 7 word", "lone \\ud83d 8 word"))))
        .singleElement()
        .asString()
        .startsWith("{\"hit\":false");
  }

  @Test
  void anAnswerDoesNotWaitForTheNextLine() throws Exception {
    PipedInputStream in = new PipedInputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PipedOutputStream ask = new PipedOutputStream(in)) {
      CompletableFuture<Void> run = CompletableFuture.runAsync(() -> exitCode = run(in, out));
      for (int line = 1; line <= 3; line++) {
        int answered = line;
        ask.write((PAIR + "\n").getBytes(UTF_8));
        ask.flush();
        Waiting.until(
            () -> out.toString(UTF_8).lines().count() == answered, "an answer waits for a line");
      }
      ask.close();
      Waiting.on(run);
    }
    assertThat(exitCode).isZero();
  }

  @Test
  void whatIsAskedIsSaidApartFromTheAnswers() throws Exception {
    lines(List.of(), "--threshold", "0.5", "--gates", "on");
    assertThat(notes.toString(UTF_8))
        .isEqualTo(
            "llmcache: words (in process), threshold 0.5, guards on, gates on; one JSON object a"
                + " line\n");
  }

  @Test
  void theThresholdOfTheSettingsIsTheDefault() throws Exception {
    assertThat(only(NUMBERS, "-Dllmcache.similarity-threshold=0.9").text("reason"))
        .startsWith("below 0.9");
  }

  @Test
  void withGatesOnSomeQuestionsAreNeverAnsweredByMeaning() throws Exception {
    String personal = pair("What is my balance?", "what is my balance");
    assertThat(lines(List.of(personal), "--gates", "on"))
        .containsExactly("{\"hit\":false,\"score\":null,\"reason\":\"gate: personal\"}");
    assertThat(only(personal, "--gates", "on", "-Dllmcache.gates=action").isTrue("hit")).isTrue();
    assertThat(only(personal).isTrue("hit")).isTrue();
  }

  @Test
  void anEmbedderThatIsNotThereEndsTheRun() {
    assertThatThrownBy(() -> lines(List.of(PAIR), "--embedding", "no-such"))
        .isInstanceOf(ConfigError.class)
        .hasMessageStartingWith("The embedder \"no-such\" is not available");
    assertThatThrownBy(() -> options("--threshold", "1.5").check())
        .isInstanceOf(ConfigError.class)
        .hasMessage("--threshold is a cosine, a number from -1 to 1.");
  }

  private JsonObjectText only(String line, String... words) throws Exception {
    List<String> answers = lines(List.of(line), words);
    assertThat(answers).hasSize(1);
    return JsonObjectText.parse(answers.get(0).getBytes(UTF_8));
  }

  private List<String> lines(List<String> asked, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] in = String.join("\n", asked).getBytes(UTF_8);
    exitCode = run(new ByteArrayInputStream(in), out, words);
    return out.toString(UTF_8).lines().toList();
  }

  private int run(InputStream in, OutputStream out, String... words) {
    try {
      PrintStream err = new PrintStream(notes, true, UTF_8);
      return new ScoreRun(options(words), Map.of(), in, out, err).run();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ScoreOptions options(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    if (!all.contains("--embedding")) {
      all.addAll(List.of("--embedding", WordsEmbedder.NAME));
    }
    ScoreOptions options = new ScoreOptions();
    new CommandLine(CommandSpec.create().addMixin("score", CommandSpec.forAnnotatedObject(options)))
        .parseArgs(all.toArray(String[]::new));
    return options;
  }

  private static double score(JsonObjectText answer) throws Exception {
    return Double.parseDouble(String.valueOf(answer.number("score")));
  }

  private static String pair(String a, String b) {
    return "{\"a\":\"%s\",\"b\":\"%s\"}".formatted(a, b);
  }

  private static String words(int count) {
    return String.join(" ", IntStream.range(0, count).mapToObj(i -> "w" + i).toList());
  }
}
