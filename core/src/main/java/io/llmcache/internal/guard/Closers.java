package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;

/** Finds how a text says good-bye: "thanks in advance", "kind regards, Ann". */
final class Closers {

  private static final Set<String> LAST =
      Set.of("regards", "cheers", "thanks", "thx", "thank", "sincerely", "wishes");
  private static final Set<String> BEFORE = Set.of("best", "kind", "warm", "many", "with", "yours");

  /** So many words may follow: "thank you very much Ann". */
  private static final int REACH = 5;

  private Closers() {}

  /** Where the closing begins; the end of the text if there is none. */
  static int start(List<Token> tokens) {
    for (int i = Math.max(2, tokens.size() - REACH); i < tokens.size(); i++) {
      if (LAST.contains(tokens.get(i).text()) && tokens.get(i - 1).pause()) {
        return i;
      }
      if (LAST.contains(tokens.get(i).text()) && BEFORE.contains(tokens.get(i - 1).text())) {
        return i - 1;
      }
    }
    return tokens.size();
  }
}
