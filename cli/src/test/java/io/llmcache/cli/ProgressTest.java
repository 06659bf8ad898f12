package io.llmcache.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Tally tally = new Tally(2);

  @Test
  void anErrorStandsAboveTheBar() {
    try (Progress progress = progress(Progress.Look.BAR)) {
      progress.show();
      progress.failed(17, "what is wrong");
    }
    assertThat(shown().split("\r\u001b\\[K"))
        .satisfiesExactly(
            nothing -> assertThat(nothing).isEmpty(),
            bar -> assertThat(bar).startsWith("[---").doesNotContain("\n"),
            error -> assertThat(error).isEqualTo("f.jsonl:17: what is wrong\n"),
            bar -> assertThat(bar).startsWith("[---").doesNotContain("\n"),
            last -> assertThat(last).startsWith("[---").endsWith("\n"));
  }

  @Test
  void withoutATerminalThereAreLines() {
    try (Progress progress = progress(Progress.Look.LINES)) {
      progress.failed(17, "what is wrong");
    }
    assertThat(shown())
        .isEqualTo("f.jsonl:17: what is wrong\n0/2 done, 0 hits, 0 stored, 0 failed, 0.0/s\n");
  }

  @Test
  void orErrorsOnly() {
    try (Progress progress = progress(Progress.Look.NONE)) {
      progress.failed(17, "what \u001b[31mis wrong");
    }
    assertThat(shown()).isEqualTo("f.jsonl:17: what ?[31mis wrong\n");
  }

  private Progress progress(Progress.Look look) {
    return new Progress(
        new PrintStream(bytes, true, UTF_8), "f.jsonl", look, tally, new ManualClock());
  }

  private String shown() {
    return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
