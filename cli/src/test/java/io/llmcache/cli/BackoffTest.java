package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.cli.Trouble.Remedy;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(4, Duration.ofSeconds(1));

  @Test
  void pausesDoubleUpToAMinute() {
    Trouble trouble = new Trouble("busy", Remedy.AGAIN);
    assertThat(IntStream.range(0, 8).mapToObj(attempt -> backoff.after(attempt, trouble)))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void theProviderMayAskForMore() {
    Trouble trouble = new Trouble("busy", Remedy.SLOWER, Duration.ofSeconds(90));
    assertThat(backoff.after(0, trouble)).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void attemptsAreBounded() {
    assertThat(backoff.allows(3)).isTrue();
    assertThat(backoff.allows(4)).isFalse();
  }
}
