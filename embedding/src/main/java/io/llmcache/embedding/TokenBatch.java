package io.llmcache.embedding;

import java.util.Arrays;
import java.util.List;

/**
 * What a model is given: one or more texts of the same length, the shorter ones filled up. Holds
 * what it is given.
 */
final class TokenBatch {

  private final int texts;
  private final int length;
  private final long[] ids;
  private final long[] mask;
  private final long[] types;

  private TokenBatch(int texts, int length) {
    this.texts = texts;
    this.length = length;
    this.ids = new long[texts * length];
    this.mask = new long[texts * length];
    this.types = new long[texts * length];
  }

  /** One text. */
  static TokenBatch of(int[] text) {
    TokenBatch batch = new TokenBatch(1, text.length);
    batch.put(0, text, text.length);
    return batch;
  }

  /** Pairs of texts, each one after the other, with start and end. */
  static TokenBatch of(List<TokenPair> pairs, int padding) {
    int length = pairs.stream().mapToInt(pair -> pair.ids().length).max().orElse(0);
    TokenBatch batch = new TokenBatch(pairs.size(), length);
    Arrays.fill(batch.ids, padding);
    for (int row = 0; row < pairs.size(); row++) {
      batch.put(row, pairs.get(row).ids(), pairs.get(row).second());
    }
    return batch;
  }

  private void put(int row, int[] text, int second) {
    for (int at = 0; at < text.length; at++) {
      ids[row * length + at] = text[at];
      mask[row * length + at] = 1;
      types[row * length + at] = at < second ? 0 : 1;
    }
  }

  int texts() {
    return texts;
  }

  int length() {
    return length;
  }

  /** Row after row. */
  long[] ids() {
    return ids;
  }

  /** 1 where there is a token, 0 where the row is filled up. */
  long[] mask() {
    return mask;
  }

  /** 1 in the second text of a pair. */
  long[] types() {
    return types;
  }
}
