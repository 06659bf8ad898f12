package io.llmcache.embedding;

import java.util.Arrays;

/** A growing list of token numbers. Not thread-safe. */
final class TokenIds {

  private int[] numbers = new int[32];
  private int size;

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size++] = number;
  }

  int size() {
    return size;
  }

  /** Takes the last ones off again. */
  void shrinkTo(int smaller) {
    size = smaller;
  }

  int[] toArray() {
    return Arrays.copyOf(numbers, size);
  }
}
