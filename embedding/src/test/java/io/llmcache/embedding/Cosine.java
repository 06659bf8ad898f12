package io.llmcache.embedding;

/** Likeness of two vectors of unit length. */
final class Cosine {

  private Cosine() {}

  static double of(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
