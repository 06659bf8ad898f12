package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes long questions short: "what time" is "when", "which person" is "who". */
final class QuestionForms {

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("what time", "when"),
          Map.entry("what date", "when"),
          Map.entry("what year", "when"),
          Map.entry("which year", "when"),
          Map.entry("which date", "when"),
          Map.entry("what person", "who"),
          Map.entry("which person", "who"),
          Map.entry("what people", "who"),
          Map.entry("which people", "who"),
          Map.entry("what place", "where"),
          Map.entry("which place", "where"),
          Map.entry("what location", "where"),
          Map.entry("which location", "where"),
          Map.entry("what reason", "why"),
          Map.entry("how come", "why"),
          Map.entry("what way", "how"));

  private QuestionForms() {}

  static List<Token> shorten(List<Token> tokens) {
    List<Token> kept = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String known =
          i + 1 < tokens.size()
              ? SHORT.get(tokens.get(i).text() + " " + tokens.get(i + 1).text())
              : null;
      if (known == null) {
        kept.add(tokens.get(i));
      } else {
        i++;
        kept.add(Token.function(known, tokens.get(i).pause()));
      }
    }
    return kept;
  }
}
