package io.llmcache.internal.guard.quantity;

/**
 * A unit of measure.
 *
 * @param dimension units of one dimension convert exactly
 * @param factor how many of the dimension's base unit it holds
 */
record Unit(String dimension, Ratio factor) {

  String key(Ratio value) {
    return dimension + ":" + value.times(factor);
  }
}
