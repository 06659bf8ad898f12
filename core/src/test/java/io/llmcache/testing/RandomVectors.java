package io.llmcache.testing;

import java.util.Random;

/** Vectors of unit length, always the same for a seed. Not thread-safe. */
public final class RandomVectors {

  private final Random random;
  private final int dimension;

  public RandomVectors(long seed, int dimension) {
    this.random = new Random(seed);
    this.dimension = dimension;
  }

  /** In any direction. */
  public float[] next() {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return unit(vector);
  }

  /** In a direction whose cosine with that of {@code vector} is the given one. */
  public float[] near(float[] vector, double cosine) {
    float[] across = next();
    double along = 0;
    for (int i = 0; i < dimension; i++) {
      along += (double) across[i] * vector[i];
    }
    for (int i = 0; i < dimension; i++) {
      across[i] -= (float) (along * vector[i]);
    }
    unit(across);
    float[] near = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      near[i] = (float) (cosine * vector[i] + Math.sqrt(1 - cosine * cosine) * across[i]);
    }
    return unit(near);
  }

  private static float[] unit(float[] vector) {
    double square = 0;
    for (float number : vector) {
      square += (double) number * number;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return vector;
  }
}
