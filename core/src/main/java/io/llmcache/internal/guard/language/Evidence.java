package io.llmcache.internal.guard.language;

import io.llmcache.internal.guard.text.Pieces;

/**
 * How many words of a text speak for English and against it.
 *
 * @param english function words of English
 * @param known other words of the dictionary
 * @param foreign function words of other languages
 * @param unknown words of no list
 * @param run the most foreign and unknown words in a row
 * @param mixedRun the longest such row holds a foreign function word
 */
record Evidence(int english, int known, int foreign, int unknown, int run, boolean mixedRun) {

  private static final int SHORT_PART = 3;

  private static final int MOST_WORDS = 1_000;

  static Evidence of(Pieces pieces) {
    int[] count = new int[WordKind.values().length];
    int run = 0;
    int longest = 0;
    boolean mixed = false;
    boolean longestMixed = false;
    boolean first = true;
    for (int i = 0; i < pieces.size() && i < MOST_WORDS; i++) {
      WordKind kind = kind(pieces, i, first);
      first = first(pieces, i, first);
      count[kind.ordinal()]++;
      if (kind == WordKind.FOREIGN || kind == WordKind.UNKNOWN) {
        run++;
        mixed |= kind == WordKind.FOREIGN;
      } else if (kind != WordKind.NEUTRAL) {
        run = 0;
        mixed = false;
      }
      if (run > longest || run == longest && mixed) {
        longest = run;
        longestMixed = mixed;
      }
    }
    return new Evidence(
        count[WordKind.ENGLISH.ordinal()],
        count[WordKind.KNOWN.ordinal()],
        count[WordKind.FOREIGN.ordinal()],
        count[WordKind.UNKNOWN.ordinal()],
        longest,
        longestMixed);
  }

  /** Half of "Wi-Fi" is no word of its own. */
  private static WordKind kind(Pieces pieces, int at, boolean first) {
    WordKind kind = Vocabulary.kind(pieces.at(at), first);
    boolean part = pieces.at(at + 1).is("-") || pieces.at(at - 1).is("-");
    boolean small = part && pieces.at(at).text().length() <= SHORT_PART;
    return kind == WordKind.UNKNOWN && small ? WordKind.NEUTRAL : kind;
  }

  /** The next word begins a sentence, where a capital letter says nothing. */
  private static boolean first(Pieces pieces, int at, boolean before) {
    return switch (pieces.at(at).kind()) {
      case SYMBOL -> before || pieces.at(at).in(java.util.Set.of(".", "?", "!", "\""));
      default -> false;
    };
  }
}
