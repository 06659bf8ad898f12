package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one question has more than the other, where that narrows it: "for children", "wild". */
final class Addition {

  /** Longer additions tell a story; so do additions where the rest is worded anew. */
  static final int MOST = 6;

  private static final int MOST_PLAIN = 4;
  private static final Set<String> CLAUSES =
      Set.of("if", "when", "while", "because", "unless", "where", "who", "that");

  private static final Set<String> VERBS_FOLLOW =
      Set.of(
          "to", "and", "not", "can", "will", "should", "i", "you", "he", "she", "it", "we", "they");

  private final List<Token> tokens;
  private final List<Integer> places;
  private final int lacking;

  /** Of the sentence that has more words that matter. */
  Addition(Alignment alignment) {
    boolean left = Matter.first(alignment.leftOver()) != null;
    tokens = left ? alignment.left() : alignment.right();
    places = left ? alignment.leftPlaces() : alignment.rightPlaces();
    lacking = left ? alignment.rightOver().size() : alignment.leftOver().size();
  }

  /** Only called where one side has no word that matters left over. */
  @Nullable String objection() {
    boolean clause = places.stream().anyMatch(at -> restricts(tokens.get(at)));
    int most = clause && lacking <= 1 ? MOST : MOST_PLAIN;
    if (places.size() + lacking > most) {
      return null;
    }
    for (int at : places) {
      boolean denies = tokens.get(at).isOf(WordClass.REFUSALS);
      if (Matter.is(tokens.get(at)) && !denies && (clause || !isVerb(at))) {
        return "only one has " + tokens.get(at).text();
      }
    }
    return null;
  }

  /** "While driving", "without cooking". */
  private static boolean restricts(Token token) {
    return !token.text().equals("to")
        && (WordClass.PREPOSITIONS.has(token.text()) || CLAUSES.contains(token.text()));
  }

  /** "Call and order" asks for what "order" does: a verb alone narrows nothing. */
  private boolean isVerb(int at) {
    Token token = tokens.get(at);
    if (!token.is(Part.VERB)) {
      return false;
    }
    Token before = at == 0 ? null : tokens.get(at - 1);
    return before == null || !token.is(Part.NOUN) || VERBS_FOLLOW.contains(before.text());
  }
}
