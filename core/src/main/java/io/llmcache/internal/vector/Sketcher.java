package io.llmcache.internal.vector;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Makes sketches: the signs of 512 numbers of a vector that was turned at random. The share of
 * signs in which two sketches differ is nearly the angle between the vectors, as a share of the
 * half circle (Charikar 2002). The turn is three times a random change of signs and a Hadamard
 * transform, which takes n log n steps. Immutable.
 */
final class Sketcher {

  static final int BITS = 512;
  static final int WORDS = BITS / Long.SIZE;

  private static final int ROUNDS = 3;

  /** Of the spread: what lies farther out than that happens once in some millions of pairs. */
  private static final double MARGIN = 5;

  private final float[][] signs;
  private final int length;

  Sketcher(int dimension) {
    this.length = Math.max(BITS, Integer.highestOneBit(2 * dimension - 1));
    this.signs = new float[ROUNDS][length];
    SplittableRandom random = new SplittableRandom(512);
    for (float[] round : signs) {
      for (int i = 0; i < length; i++) {
        round[i] = random.nextBoolean() ? 1 : -1;
      }
    }
  }

  /** {@link #WORDS} words. */
  long[] sketch(float[] unit) {
    float[] turned = Arrays.copyOf(unit, length);
    for (float[] round : signs) {
      for (int i = 0; i < length; i++) {
        turned[i] *= round[i];
      }
      transform(turned);
    }
    long[] sketch = new long[WORDS];
    for (int i = 0; i < BITS; i++) {
      sketch[i / Long.SIZE] |= turned[i] < 0 ? 1L << i : 0;
    }
    return sketch;
  }

  /** Hadamard's, without the factor, which changes no sign. */
  private static void transform(float[] numbers) {
    for (int half = 1; half < numbers.length; half *= 2) {
      for (int from = 0; from < numbers.length; from += 2 * half) {
        for (int i = from; i < from + half; i++) {
          float one = numbers[i];
          float other = numbers[i + half];
          numbers[i] = one + other;
          numbers[i + half] = one - other;
        }
      }
    }
  }

  /**
   * In how many signs two vectors of this similarity differ at most, but for a few in a million.
   */
  static int reach(double similarity) {
    double share = Math.acos(Math.max(-1, Math.min(1, similarity))) / Math.PI;
    return (int) Math.ceil(BITS * share + MARGIN * Math.sqrt(BITS * share * (1 - share)) + 1);
  }
}
