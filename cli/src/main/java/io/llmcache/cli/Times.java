package io.llmcache.cli;

import java.time.Duration;

/** Writes durations for people: {@code 45s}, {@code 5m10s}, {@code 2h05m}. Pure. */
final class Times {

  private Times() {}

  static String of(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    return seconds < 3600
        ? "%dm%02ds".formatted(seconds / 60, seconds % 60)
        : "%dh%02dm".formatted(seconds / 3600, seconds % 3600 / 60);
  }
}
