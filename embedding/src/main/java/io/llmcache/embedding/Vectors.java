package io.llmcache.embedding;

import java.io.IOException;

/** Arithmetic of vectors. Pure. */
final class Vectors {

  private Vectors() {}

  /**
   * Brings it to unit length, in place.
   *
   * @throws IOException if it has no direction: no length, or numbers that are none
   */
  static float[] unit(float[] vector) throws IOException {
    double sum = 0;
    for (float number : vector) {
      sum += (double) number * number;
    }
    double length = Math.sqrt(sum);
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IOException("The embedding has no direction.");
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }
}
