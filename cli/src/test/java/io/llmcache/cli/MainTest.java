package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpSaysWhatThereIs() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("warm", "Fills the shared tier before anybody asks.", "score", "tune");
  }

  @Test
  void helpOfWarmNamesEveryOption() {
    assertThat(run("warm", "--help")).isZero();
    assertThat(out.toString())
        .contains("--pairs", "--base-url", "--api-key-file", "--header", "--config", "-D=")
        .contains("--rate", "--concurrency", "--retries", "--timeout", "--finish-within")
        .contains("--journal", "--dry-run", "--progress", "Exit codes:", "130")
        .contains("\"custom_id\"", "\"question\"");
  }

  @Test
  void helpOfScoreShowsBothForms() {
    assertThat(run("score", "--help")).isZero();
    assertThat(out.toString())
        .contains("--threshold", "--guards", "--embedding", "--gates", "--strict", "--config")
        .contains("{\"a\": TEXT, \"b\": TEXT}", "{\"id\": 7, \"q\": TEXT}", "veto")
        .contains("Texts stay on this machine");
  }

  @Test
  void helpOfTuneShowsTheColumns() {
    assertThat(run("tune", "--help")).isZero();
    assertThat(out.toString())
        .contains("--threshold", "--guards", "--embedding", "--html", "--error-rate", "--seed")
        .contains("text_a    text_b    label    kind", "same:INTENT")
        .contains("Texts stay on this machine");
  }

  @Test
  void versionIsOneLine() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("llmcache ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cool",
        "warm",
        "warm --rate fast f",
        "warm --no-such f",
        "warm a b",
        "score f",
        "score --guards maybe",
        "tune",
        "tune --error-rate few f"
      })
  void aMistakeIsTwoLines(String words) {
    assertThat(run(words.isEmpty() ? new String[0] : words.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSizeBetween(2, 3)
        .first()
        .asString()
        .startsWith("llmcache: ");
    assertThat(err.toString()).contains("--help");
  }

  private int run(String... args) {
    CommandLine command = Main.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
