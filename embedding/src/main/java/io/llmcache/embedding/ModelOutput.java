package io.llmcache.embedding;

import java.util.Arrays;

/**
 * The first output of a model.
 *
 * @param numbers row after row
 * @param shape how many there are in each direction
 */
record ModelOutput(float[] numbers, long[] shape) {

  /** Compares what the arrays hold. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ModelOutput that
        && Arrays.equals(numbers, that.numbers)
        && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(numbers) + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return "ModelOutput" + Arrays.toString(shape);
  }
}
