package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The same words in another order, where no other word tells why: "sort by name then age". A part
 * that moves together with the word that leads it in is no such thing: "in Rome".
 */
final class Reordering {

  /** Words that come with another order: "X's Y" is "the Y of X", "A sees B", "B is seen by A". */
  private static final Set<String> REASONS =
      Set.of(
          "of", "'s", "for", "in", "by", "to", "at", "on", "from", "with", "than", "and", "or",
          "about", "between", "that", "as", "it", "they", "be", "been", "being", "is", "are", "was",
          "were", "them", "he", "she", "who", "which", "such", "there");

  private static final Set<String> LISTS = Set.of("and", "or", "versus", "vs");
  private static final Set<String> NO_LEADS = Set.of("than", "then", "and", "or");

  private final Alignment alignment;
  private final List<Integer> lefts = new ArrayList<>();
  private final List<Integer> rights = new ArrayList<>();

  private Reordering(Alignment alignment) {
    this.alignment = alignment;
    for (int at = 0; at < alignment.left().size(); at++) {
      int right = alignment.rightOf(at);
      if (right >= 0 && alignment.leftOf(right) == at && counts(at, right)) {
        lefts.add(at);
        rights.add(right);
      }
    }
  }

  static @Nullable String objection(Comparison comparison) {
    boolean explained = comparison.leftOver().stream().anyMatch(Reordering::explains);
    return explained ? null : new Reordering(comparison.alignment()).moved();
  }

  private static boolean explains(Token token) {
    return token.isContent() || REASONS.contains(token.text());
  }

  /** Adverbs stand anywhere. */
  private boolean counts(int left, int right) {
    Token one = alignment.left().get(left);
    return one.isContent()
        && alignment.right().get(right).isContent()
        && !one.text().endsWith("ly")
        && !WordClass.FILLERS.has(one.text());
  }

  private @Nullable String moved() {
    List<Integer> sorted = rights.stream().sorted().toList();
    int first = 0;
    while (first < rights.size() && rights.get(first).equals(sorted.get(first))) {
      first++;
    }
    if (first == rights.size()) {
      return null;
    }
    int second = first + 1;
    while (second < rights.size() && follows(sorted, second)) {
      second++;
    }
    boolean harmless = isLed(first) || (second < lefts.size() && isLed(second));
    return harmless || isFree(first, second) ? null : text(first) + " in another place";
  }

  /** Whether a word stands right behind the one before it in the right sentence too. */
  private boolean follows(List<Integer> sorted, int at) {
    return sorted.indexOf(rights.get(at)) == sorted.indexOf(rights.get(at - 1)) + 1;
  }

  private String text(int at) {
    return alignment.left().get(lefts.get(at)).text();
  }

  private boolean isLed(int at) {
    return isLed(alignment.left(), lefts.get(at)) && isLed(alignment.right(), rights.get(at));
  }

  /** Whether a preposition or the like, or the begin of a sentence, leads a word in. */
  private static boolean isLed(List<Token> tokens, int at) {
    for (int i = at; i >= 0 && (i == at || tokens.get(i).kind() == Token.Kind.FUNCTION); i--) {
      String word = tokens.get(i).text();
      boolean leads = WordClass.PREPOSITIONS.has(word) || WordClass.CONJUNCTIONS.has(word);
      boolean begins = i == 0 || tokens.get(i - 1).pause();
      if ((leads && !NO_LEADS.contains(word)) || begins) {
        return true;
      }
    }
    return false;
  }

  /** "A and B", "A differs from B": either may come first. */
  private boolean isFree(int first, int second) {
    List<Token> left = alignment.left();
    int end = second < lefts.size() ? lefts.get(second) : left.size();
    return left.subList(lefts.get(first), end).stream()
            .anyMatch(token -> LISTS.contains(token.text()))
        || left.stream().anyMatch(Reordering::isSymmetric);
  }

  private static boolean isSymmetric(Token token) {
    return token.isOf(WordClass.SYMMETRIC) || token.text().equals("than");
  }
}
