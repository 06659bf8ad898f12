package io.llmcache.cli;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Reads how long a provider wants to be left alone (RFC 9110 section 10.2.3). Pure. */
final class RetryAfter {

  private RetryAfter() {}

  /**
   * Zero where there is nothing that can be read. {@code retry-after-ms} counts before {@code
   * retry-after}, which has seconds or a date.
   */
  static Duration of(HttpHeaders headers, Instant now) {
    String millis = headers.firstValue("retry-after-ms").orElse("").strip();
    if (isNumber(millis)) {
      return Duration.ofMillis((long) Double.parseDouble(millis));
    }
    String text = headers.firstValue("retry-after").orElse("").strip();
    return isNumber(text)
        ? Duration.ofMillis((long) (Double.parseDouble(text) * 1000))
        : untilDate(text, now);
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,9}(\\.\\d{1,9})?");
  }

  private static Duration untilDate(String text, Instant now) {
    try {
      Instant end = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
