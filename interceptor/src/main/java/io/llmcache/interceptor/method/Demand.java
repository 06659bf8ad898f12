package io.llmcache.interceptor.method;

/** Adds up what a subscriber asked for. Pure. */
final class Demand {

  private Demand() {}

  /** The sum; all there are once it is beyond counting. */
  static long plus(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
