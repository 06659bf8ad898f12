package io.llmcache.internal.guard;

/** Whether one word is the other, misspelt. Never so for two words that are both known. */
final class Typo {

  private static final int SHORTEST = 5;

  private Typo() {}

  static boolean between(Token one, Token other) {
    if (mayName(one) || mayName(other) || (one.isKnown() && other.isKnown())) {
      return false;
    }
    int shorter = Math.min(one.text().length(), other.text().length());
    int longer = Math.max(one.text().length(), other.text().length());
    if (shorter < SHORTEST || longer - shorter > 1) {
      return false;
    }
    if (!one.isKnown() && !other.isKnown()) {
      return sameLetters(one.text(), other.text());
    }
    int distance = distance(one.text(), other.text());
    return distance <= 1 || (distance == 2 && sorted(one.text()).equals(sorted(other.text())));
  }

  private static boolean mayName(Token token) {
    return token.capital() || (token.isKnown() && token.isName());
  }

  /** Two unknown words may both be names: only swapped or doubled letters are a slip for sure. */
  private static boolean sameLetters(String one, String other) {
    return one.length() == other.length()
        ? distance(one, other) == 1 && sorted(one).equals(sorted(other))
        : undoubled(one).equals(undoubled(other));
  }

  private static String sorted(String word) {
    return word.chars()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String undoubled(String word) {
    return word.replaceAll("(.)\\1", "$1");
  }

  static boolean isSlip(String one, String other) {
    return Math.abs(one.length() - other.length()) <= 1 && distance(one, other) <= 1;
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, one, other, i, j);
      }
    }
    return cost[one.length()][other.length()];
  }

  private static int cheapest(int[][] cost, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    least = Math.min(least, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
