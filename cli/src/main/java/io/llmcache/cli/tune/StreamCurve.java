package io.llmcache.cli.tune;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a cache that begins empty does on a stream of questions.
 *
 * @param texts how many are asked
 * @param intents how many different answers there are
 */
record StreamCurve(String file, int texts, int intents, List<Point> points) {

  /**
   * At one threshold.
   *
   * @param hits questions that are answered by a stored one
   * @param errors hits whose stored question has another intent
   */
  record Point(double threshold, int hits, int errors) {}

  double hitRate(Point point) {
    return (double) point.hits() / texts;
  }

  /** Share of all questions. */
  double errorRate(Point point) {
    return (double) point.errors() / texts;
  }

  /** The one with the most hits among those with no more errors than wished; null if none has. */
  @Nullable Point best(double wishedRate) {
    return points.stream()
        .filter(point -> errorRate(point) <= wishedRate)
        .max(Comparator.comparingInt(Point::hits).thenComparingDouble(Point::threshold))
        .orElse(null);
  }
}
