package io.llmcache.benchmarks.micro;

import java.util.Random;

/**
 * Vectors of unit length in groups, as those of questions are: the members of a group are near each
 * other, groups are not.
 */
final class VectorSet {

  static final int DIMENSION = 384;

  private static final int GROUP = 20;

  private VectorSet() {}

  /** The vector of an entry; the same at each call. */
  static float[] entry(int number) {
    return near(centre(number / GROUP), new Random(number * 31L + 7), 0.6);
  }

  /** A vector that is near that of an entry, and of no other. */
  static float[] asking(int number, int variant) {
    return near(entry(number), new Random(number * 131L + variant), 0.2);
  }

  private static float[] centre(int group) {
    return near(new float[DIMENSION], new Random(-1 - group), 1);
  }

  private static float[] near(float[] vector, Random random, double noise) {
    float[] moved = new float[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      moved[i] = (float) (vector[i] + noise * random.nextGaussian() / Math.sqrt(DIMENSION));
      squares += moved[i] * moved[i];
    }
    float length = (float) Math.sqrt(squares);
    for (int i = 0; i < DIMENSION; i++) {
      moved[i] /= length;
    }
    return moved;
  }
}
