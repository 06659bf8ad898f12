package io.llmcache.cli.tune;

import java.util.Locale;

/** How numbers are written. */
final class Percent {

  private Percent() {}

  /** {@code 12.34 %}; a hyphen for NaN, which is a share of nothing. */
  static String of(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** {@code 0.9}, {@code 0.95} and {@code 0.955} as {@code 0.90}, {@code 0.95}, {@code 0.955}. */
  static String threshold(double threshold) {
    String two = String.format(Locale.ROOT, "%.2f", threshold);
    return Double.parseDouble(two) == threshold ? two : String.valueOf(threshold);
  }
}
