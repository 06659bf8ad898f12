package io.llmcache.samples.provider;

import java.time.Duration;
import java.util.Locale;

/**
 * How fast this provider answers: the time to the first token, and between two tokens.
 *
 * <p>Set by the system properties {@code simulated.first-token-ms} and {@code
 * simulated.tokens-per-second}, or the environment variables {@code SIMULATED_FIRST_TOKEN_MS} and
 * {@code SIMULATED_TOKENS_PER_SECOND}.
 */
record Pace(Duration first, Duration each) {

  private static final double NANOS_PER_SECOND = 1e9;

  static Pace configured() {
    double firstMillis = number("simulated.first-token-ms", 1500);
    double perSecond = number("simulated.tokens-per-second", 40);
    if (firstMillis < 0 || !(perSecond > 0)) {
      throw new IllegalArgumentException(
          "simulated.first-token-ms=%s and simulated.tokens-per-second=%s: want >= 0 and > 0"
              .formatted(firstMillis, perSecond));
    }
    return new Pace(
        Duration.ofNanos((long) (firstMillis * 1e6)),
        Duration.ofNanos(Math.max(1, (long) (NANOS_PER_SECOND / perSecond))));
  }

  /** The time from the request to the last of this many tokens. */
  Duration total(int tokens) {
    return first.plus(each.multipliedBy(tokens - 1L));
  }

  private static double number(String property, double otherwise) {
    String variable = property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    String text = System.getProperty(property, System.getenv(variable));
    try {
      return text == null ? otherwise : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(property + " is not a number: " + text, e);
    }
  }
}
