package io.llmcache.embedding;

import java.util.Arrays;

/** How a text's vector comes from the vectors of its tokens. */
enum Pooling {
  /** Their mean. */
  MEAN {
    @Override
    float[] pool(float[] tokens, int count, int dimension) {
      float[] mean = new float[dimension];
      for (int at = 0; at < count * dimension; at++) {
        mean[at % dimension] += tokens[at] / count;
      }
      return mean;
    }
  },

  /** That of the first. */
  FIRST {
    @Override
    float[] pool(float[] tokens, int count, int dimension) {
      return Arrays.copyOf(tokens, dimension);
    }
  };

  /**
   * Not yet of unit length.
   *
   * @param tokens the vectors of all tokens, one after the other
   */
  abstract float[] pool(float[] tokens, int count, int dimension);
}
