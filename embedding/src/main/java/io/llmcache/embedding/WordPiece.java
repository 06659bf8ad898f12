package io.llmcache.embedding;

/**
 * Takes words to pieces: always the longest piece that the vocabulary has; a word that does not
 * come out even is one unknown token. Immutable.
 */
final class WordPiece {

  /** In code points. */
  private static final int LONGEST_WORD = 100;

  private final Vocabulary vocabulary;
  private final int unknown;

  WordPiece(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.unknown = vocabulary.head(SpecialToken.UNKNOWN.text());
  }

  void add(String word, TokenIds ids) {
    int before = ids.size();
    if (word.codePointCount(0, word.length()) > LONGEST_WORD || !addPieces(word, ids)) {
      ids.shrinkTo(before);
      ids.add(unknown);
    }
  }

  private boolean addPieces(String word, TokenIds ids) {
    int start = 0;
    while (start < word.length()) {
      int end = word.length();
      int number = -1;
      while (end > start && number < 0) {
        String piece = word.substring(start, end);
        number = start == 0 ? vocabulary.head(piece) : vocabulary.tail(piece);
        if (number < 0) {
          end = word.offsetByCodePoints(end, -1);
        }
      }
      if (number < 0) {
        return false;
      }
      ids.add(number);
      start = end;
    }
    return true;
  }
}
