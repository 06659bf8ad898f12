package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes out words that say nothing: "really", "in fact", "why on earth". */
final class Fillers {

  private static final Set<String> PHRASES =
      Set.of("in fact", "on earth", "the heck", "the hell", "by chance", "of course", "at all");

  private static final int SHORTEST_SLIP = 6;

  private Fillers() {}

  static List<Token> without(List<Token> tokens) {
    List<Token> kept = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (i + 1 < tokens.size() && isPhrase(tokens.get(i), tokens.get(i + 1))) {
        i++;
      } else if (!isFiller(tokens.get(i))) {
        kept.add(tokens.get(i));
      }
    }
    return List.copyOf(kept);
  }

  private static boolean isPhrase(Token one, Token next) {
    return PHRASES.contains(one.text() + " " + next.text());
  }

  private static boolean isFiller(Token token) {
    return WordClass.FILLERS.has(token.text())
        || (mayBeSlip(token) && WordClass.FILLERS.hasAlmost(token.text()));
  }

  private static boolean mayBeSlip(Token token) {
    return token.isContent()
        && !token.isKnown()
        && !token.capital()
        && token.text().length() >= SHORTEST_SLIP;
  }
}
