package io.llmcache.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "3600, PT1H",
    "500ms, PT0.5S",
    "90s, PT1M30S",
    "10m, PT10M",
    "1h, PT1H",
    "1.5h, PT1H30M",
    "7d, PT168H",
    "7 D, PT168H",
    "PT1H, PT1H",
    "pt1h, PT1H",
    "P1DT2H, PT26H",
  })
  void durations(String text, Duration expected) {
    assertThat(Values.duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "17, 17",
    "17b, 17",
    "1k, 1024",
    "1KB, 1024",
    "64 MB, 67108864",
    "1.5m, 1572864",
    "4GB, 4294967296",
    "1g, 1073741824",
    "2TB, 2199023255552",
  })
  void sizes(String text, long expected) {
    assertThat(Values.size(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ms", "1w", "-1", "1e3", "0x10", "1,000", "1h30m", "one", "١"})
  void whatIsNeitherIsRefused(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Values.duration(text));
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Values.size(text));
  }
}
