package io.llmcache.internal.lexicon;

import java.util.Arrays;

/** The lemmas, sorted: finds the number of one. */
final class Texts {

  private byte[] letters = new byte[1 << 20];
  private final int[] starts;
  private int count;

  Texts(int size) {
    starts = new int[size + 1];
  }

  void add(byte[] text, int length) {
    int end = starts[count] + length;
    if (end > letters.length) {
      letters = Arrays.copyOf(letters, 2 * end);
    }
    System.arraycopy(text, 0, letters, starts[count], length);
    starts[++count] = end;
  }

  /** Negative if there is no such lemma. */
  int find(CharSequence text) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(middle, text);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int compare(int lemma, CharSequence text) {
    int length = starts[lemma + 1] - starts[lemma];
    for (int i = 0; i < Math.min(length, text.length()); i++) {
      int order = letters[starts[lemma] + i] - text.charAt(i);
      if (order != 0) {
        return order;
      }
    }
    return length - text.length();
  }
}
