package io.llmcache.cli.tune;

import java.util.stream.DoubleStream;

/**
 * Maps values to places in a drawing.
 *
 * @param from the least value, at place {@code start}
 * @param to the greatest, at place {@code end}
 */
record Axis(double from, double to, double start, double end) {

  private static final double SLACK = 1e-9;
  private static final double[] ROUND = {1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8};

  double place(double value) {
    return start + (value - from) / (to - from) * (end - start);
  }

  /** The multiples of a step within; no zero of them is negative. */
  DoubleStream ticks(double step) {
    double first = Math.ceil(from / step - SLACK);
    double last = Math.floor(to / step + SLACK);
    return DoubleStream.iterate(first, i -> i <= last, i -> i + 1).map(i -> i * step + 0.0);
  }

  /** The least round number that is not less, and whose quarters are round. */
  static double round(double value) {
    if (!(value > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : ROUND) {
      if (value <= step * power * (1 + SLACK)) {
        return step * power;
      }
    }
    return 10 * power;
  }
}
