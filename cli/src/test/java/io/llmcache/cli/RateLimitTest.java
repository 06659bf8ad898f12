package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final ManualClock clock = new ManualClock();
  private final RateLimit rate = new RateLimit(2, clock);

  @Test
  void callsAreSpacedEvenly() {
    assertThat(rate.take()).isZero();
    assertThat(rate.take()).isEqualTo(Duration.ofMillis(500));
    clock.advance(Duration.ofMillis(300));
    assertThat(rate.take()).isEqualTo(Duration.ofMillis(200));
    clock.advance(Duration.ofMillis(200));
    assertThat(rate.take()).isZero();
  }

  @Test
  void idleTimeIsNotSavedUp() {
    clock.advance(Duration.ofMinutes(1));
    assertThat(rate.take()).isZero();
    assertThat(rate.take()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aHoldIsForAllAndTheLongestCounts() {
    rate.hold(Duration.ofSeconds(7));
    rate.hold(Duration.ofSeconds(3));
    assertThat(rate.take()).isEqualTo(Duration.ofSeconds(7));
    clock.advance(Duration.ofSeconds(7));
    assertThat(rate.take()).isZero();
  }
}
