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
    assertThat(out.toString()).contains("warm", "Fills the shared tier before anybody asks.");
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
  void versionIsOneLine() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("llmcache ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cool", "warm", "warm --rate fast f", "warm --no-such f", "warm a b"})
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
