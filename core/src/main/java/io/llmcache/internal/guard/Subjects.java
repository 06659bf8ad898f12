package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;

/** Who stands before a verb, and whether that one acts. */
record Subjects(List<Token> tokens) {

  private static final Set<String> BE =
      Set.of("am", "is", "are", "was", "were", "be", "been", "being", "get", "gets", "got");

  private static final Set<String> OTHERS = Set.of("who", "what", "it");

  /** How far from the verb "was" and "by" may stand. */
  private static final int REACH = 4;

  private static final int NEAR = 2;

  /** Whether "by" tells who acts: "is bitten by". */
  boolean isPassive(int verb) {
    List<Token> before = tokens.subList(Math.max(0, verb - REACH), verb);
    List<Token> after = tokens.subList(verb + 1, Math.min(tokens.size(), verb + 1 + NEAR));
    return before.stream().anyMatch(token -> BE.contains(token.text()))
        && Participle.is(tokens.get(verb))
        && after.stream().anyMatch(token -> token.text().equals("by"));
  }

  /** The nearest thing or person before the verb; negative if there is none. */
  int of(int verb) {
    int at = verb - 1;
    while (at >= 0 && !isActor(tokens.get(at))) {
      at--;
    }
    return at;
  }

  private static boolean isActor(Token token) {
    if (token.isContent()) {
      return token.is(Part.NOUN) || !token.isKnown();
    }
    return Persons.of(token.text()) != Persons.NOBODY || OTHERS.contains(token.text());
  }
}
