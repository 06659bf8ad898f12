package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void secondsMillisecondsAndDatesAreRead() {
    assertThat(of("retry-after", "7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(of("retry-after", "0.5")).isEqualTo(Duration.ofMillis(500));
    assertThat(of("retry-after-ms", "250")).isEqualTo(Duration.ofMillis(250));
    assertThat(of("retry-after", "Fri, 02 Jan 2026 03:05:05 GMT")).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatCannotBeReadIsNothing() {
    assertThat(of("retry-after", "soon")).isZero();
    assertThat(of("retry-after", "-3")).isZero();
    assertThat(of("retry-after", "Fri, 02 Jan 2026 03:00:00 GMT")).isZero();
    assertThat(of("date", "7")).isZero();
  }

  private static Duration of(String name, String value) {
    return RetryAfter.of(HttpHeaders.of(Map.of(name, List.of(value)), (n, v) -> true), NOW);
  }
}
