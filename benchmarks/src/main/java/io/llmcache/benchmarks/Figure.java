package io.llmcache.benchmarks;

/**
 * One figure beside what it is compared with, both of the same run.
 *
 * @param name for instance {@code gateway hit, 2 KB unary, 16 connections}
 * @param unit of both values: {@code requests/s}, {@code us}, {@code bytes}
 * @param value ours
 * @param rival what it is compared with: {@code servlet that writes the same bytes}
 * @param rivalValue the rival's
 * @param wanted the ratio of value to rivalValue that is wanted
 */
public record Figure(
    String name, String unit, double value, String rival, double rivalValue, Wanted wanted) {

  /** Ours by the rival's. */
  public double ratio() {
    return value / rivalValue;
  }

  public boolean met() {
    return wanted.atLeast() ? ratio() >= wanted.bound() : ratio() <= wanted.bound();
  }

  /**
   * A bound for a ratio.
   *
   * @param atLeast whether the ratio is not to be below the bound; else it is not to be above
   */
  public record Wanted(boolean atLeast, double bound) {

    public static Wanted atLeast(double bound) {
      return new Wanted(true, bound);
    }

    public static Wanted atMost(double bound) {
      return new Wanted(false, bound);
    }

    @Override
    public String toString() {
      return (atLeast ? ">= " : "<= ") + bound;
    }
  }
}
