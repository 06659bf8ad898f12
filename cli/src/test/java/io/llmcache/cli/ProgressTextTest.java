package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.cli.Tally.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTextTest {

  @Test
  void countsRateAndTimeLeft() {
    Tally tally = tally(100);
    assertThat(ProgressText.of(tally, Duration.ofSeconds(10)))
        .isEqualTo("50/100 done, 30 skipped, 5 hits, 14 stored, 1 failed, 2.0/s, 25s left");
  }

  @Test
  void theBarGrowsWithWhatIsDone() {
    assertThat(ProgressText.bar(tally(100), Duration.ofSeconds(10)))
        .startsWith("[############------------] 50/100 done");
    assertThat(ProgressText.bar(tally(50), Duration.ofSeconds(10)))
        .startsWith("[########################] 50/50 done")
        .endsWith("2.0/s");
  }

  @Test
  void anUnknownTotalHasNoEnd() {
    assertThat(ProgressText.bar(tally(Tally.UNKNOWN), Duration.ofSeconds(10)))
        .isEqualTo("50 done, 30 skipped, 5 hits, 14 stored, 1 failed, 2.0/s");
  }

  @Test
  void nothingDoneHasNoRate() {
    assertThat(ProgressText.bar(new Tally(0), Duration.ZERO))
        .isEqualTo("0/0 done, 0 hits, 0 stored, 0 failed, 0.0/s");
  }

  @Test
  void timesAreShort() {
    assertThat(Times.of(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(Times.of(Duration.ofSeconds(310))).isEqualTo("5m10s");
    assertThat(Times.of(Duration.ofMinutes(125))).isEqualTo("2h05m");
  }

  private static Tally tally(long total) {
    Tally tally = new Tally(total);
    add(tally, Kind.SKIPPED, 30);
    add(tally, Kind.HIT, 5);
    add(tally, Kind.STORED, 14);
    add(tally, Kind.FAILED, 1);
    return tally;
  }

  static void add(Tally tally, Kind kind, int count) {
    for (int i = 0; i < count; i++) {
      tally.add(kind);
    }
  }
}
