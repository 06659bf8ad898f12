package io.llmcache.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations and sizes as people write them. Throws IllegalArgumentException with the remedy.
 */
final class Values {

  private static final Pattern NUMBER_UNIT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]*)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "", 1_000L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "", 1L, "b", 1L, "kb", 1L << 10, "k", 1L << 10, "mb", 1L << 20, "m", 1L << 20, "gb",
          1L << 30, "g", 1L << 30, "tb", 1L << 40);
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Values() {}

  static Duration duration(String text) {
    Duration read = text.toUpperCase(Locale.ROOT).startsWith("P") ? iso(text) : scaledMillis(text);
    if (read.isNegative() || read.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a duration lies between 0 and 3650d");
    }
    return read;
  }

  /** Bytes; 1 KB is 1,024. */
  static long size(String text) {
    return scaled(text, BYTES, "a size is written as bytes, or 512KB, 64MB, 4GB");
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("an ISO duration is written as PT1H or P1DT2H", e);
    }
  }

  private static Duration scaledMillis(String text) {
    return Duration.ofMillis(
        scaled(text, MILLIS, "a duration is written as seconds, or 500ms, 90s, 10m, 1h, 7d, PT1H"));
  }

  private static long scaled(String text, Map<String, Long> units, String remedy) {
    Matcher matcher = NUMBER_UNIT.matcher(text);
    Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(remedy);
    }
    try {
      return new BigDecimal(matcher.group(1))
          .multiply(BigDecimal.valueOf(unit))
          .toBigInteger()
          .longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the number is too large", e);
    }
  }
}
