package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.cli.Tally.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private final Tally tally = new Tally(10);

  @Test
  void allIsWell() {
    ProgressTextTest.add(tally, Kind.STORED, 10);
    Summary summary = summary("");
    assertThat(summary.text())
        .isEqualTo("f.jsonl: 10 of 10 lines, 0 hits, 10 stored, 0 failed, in 1m05s.");
    assertThat(summary.exitCode()).isZero();
  }

  @Test
  void whatTheJournalChangedIsSaid() {
    ProgressTextTest.add(tally, Kind.SKIPPED, 7);
    ProgressTextTest.add(tally, Kind.HIT, 3);
    tally.again(Journal.Mark.CHANGED);
    tally.again(Journal.Mark.EXPIRED);
    tally.again(Journal.Mark.EXPIRED);
    tally.again(Journal.Mark.UNKNOWN);
    assertThat(summary("").text().lines())
        .containsExactly(
            "f.jsonl: 10 of 10 lines, 7 skipped, 3 hits, 0 stored, 0 failed, in 1m05s.",
            "Skipped: 7 that an earlier run finished, by the journal.",
            "Done again: 1 that are not as the journal knows them (line, target or credential).",
            "Done again: 2 whose answers were stale by now.");
  }

  @Test
  void aFailedLineIsAnExitCode() {
    tally.add(Kind.FAILED);
    assertThat(summary("").exitCode()).isEqualTo(1);
  }

  @Test
  void soIsAnEarlyEnd() {
    Summary summary = summary("interrupted");
    assertThat(summary.exitCode()).isEqualTo(1);
    assertThat(summary.text())
        .endsWith("Ended early: interrupted. Run the same command again to go on.");
  }

  private Summary summary(String stopped) {
    return new Summary("f.jsonl", tally, stopped, Duration.ofSeconds(65));
  }
}
