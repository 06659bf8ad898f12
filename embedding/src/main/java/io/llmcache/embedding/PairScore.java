package io.llmcache.embedding;

import java.io.IOException;

/**
 * What a model's numbers say of a pair. A model with one output says by it how alike the two are,
 * one with several has one that means the same. Pure.
 *
 * @param label which output means the same; without effect where there is one only
 */
record PairScore(int label, double cutOff) {

  /**
   * The least score of all rows, 0 to 1.
   *
   * @throws IOException if the output has another form, or none of that label
   */
  double lowest(ModelOutput output) throws IOException {
    int outputs = outputs(output);
    if (!isOneOf(outputs)) {
      throw new IOException("The model has %d outputs.".formatted(outputs));
    }
    double lowest = 1;
    for (int from = 0; from < output.numbers().length; from += outputs) {
      lowest = Math.min(lowest, score(output.numbers(), from, outputs));
    }
    if (Double.isNaN(lowest)) {
      throw new IOException("The model's output is not a number.");
    }
    return lowest;
  }

  /** Whether a model with so many outputs has one of the label. */
  boolean isOneOf(int outputs) {
    return outputs == 1 || label < outputs;
  }

  /**
   * How many outputs there are for a pair.
   *
   * @throws IOException if there is not a row of numbers for each
   */
  static int outputs(ModelOutput output) throws IOException {
    int rows = output.shape().length == 0 ? 0 : (int) output.shape()[0];
    if (rows == 0
        || output.shape().length > 2
        || output.numbers().length == 0
        || output.numbers().length % rows != 0) {
      throw new IOException("The model does not give a row of numbers for each pair.");
    }
    return output.numbers().length / rows;
  }

  private double score(float[] numbers, int from, int outputs) {
    if (outputs == 1) {
      return 1 / (1 + Math.exp(-numbers[from]));
    }
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < outputs; i++) {
      highest = Math.max(highest, numbers[from + i]);
    }
    double sum = 0;
    for (int i = 0; i < outputs; i++) {
      sum += Math.exp(numbers[from + i] - highest);
    }
    return Math.exp(numbers[from + label] - highest) / sum;
  }
}
