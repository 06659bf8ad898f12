package io.llmcache.cli.tune;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Counts over thresholds. */
record Curve(List<Point> points) {

  /** At one threshold. */
  record Point(double threshold, Counts counts) {}

  /** From 0.80 or a lower threshold to 0.99, in hundredths. */
  static Curve of(Collection<JudgedPair> pairs, double lowest) {
    return new Curve(
        IntStream.rangeClosed(Math.min(80, (int) Math.floor(100 * lowest)), 99)
            .mapToDouble(i -> i / 100.0)
            .mapToObj(t -> new Point(t, Counts.of(pairs, t)))
            .toList());
  }
}
