package io.llmcache.internal.policy;

import io.llmcache.exchange.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How long an upstream asks to be left alone. It is asked only of error replies: some providers
 * send the field with good ones too.
 */
public final class RetryAfter {

  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /**
   * The wish of a reply with status 429 or 503, an hour at most; zero if it has none that can be
   * read. {@code retry-after-ms} counts before {@code retry-after}, which has seconds or a date.
   */
  public static Duration of(int status, Headers headers, Instant now) {
    if (status != 429 && status != 503) {
      return Duration.ZERO;
    }
    Duration wish = number(headers.first("retry-after-ms"), 1);
    if (wish == null) {
      wish = number(headers.first("Retry-After"), 1000);
    }
    if (wish == null) {
      wish = untilDate(headers.first("Retry-After"), now);
    }
    return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
  }

  private static @Nullable Duration number(@Nullable String text, int millis) {
    if (text == null || !text.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return null;
    }
    return Duration.ofMillis((long) (Double.parseDouble(text.strip()) * millis));
  }

  private static Duration untilDate(@Nullable String text, Instant now) {
    if (text == null) {
      return Duration.ZERO;
    }
    try {
      Instant end =
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wish = Duration.between(now, end);
      return wish.isNegative() ? Duration.ZERO : wish;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
