package io.llmcache.embedding;

/** Two texts in one row: start, the first, end, the second, end. */
final class TokenPair {

  private final int[] ids;
  private final int second;

  private TokenPair(int[] ids, int second) {
    this.ids = ids;
    this.second = second;
  }

  static TokenPair of(int[] first, int[] second, Tokenizer tokenizer) {
    int start = tokenizer.number(SpecialToken.START);
    int end = tokenizer.number(SpecialToken.END);
    int[] ids = new int[first.length + second.length + 3];
    ids[0] = start;
    System.arraycopy(first, 0, ids, 1, first.length);
    ids[first.length + 1] = end;
    System.arraycopy(second, 0, ids, first.length + 2, second.length);
    ids[ids.length - 1] = end;
    return new TokenPair(ids, first.length + 2);
  }

  int[] ids() {
    return ids;
  }

  /** Where the second text begins. */
  int second() {
    return second;
  }
}
