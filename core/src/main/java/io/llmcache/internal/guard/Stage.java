package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;

/** How far along what a verb tells of is. */
enum Stage {
  COMING,
  GOING_ON,
  OVER,
  UNKNOWN;

  private static final Set<String> BE =
      Set.of("am", "is", "are", "was", "were", "be", "been", "being");
  private static final Set<String> HAVE = Set.of("have", "has", "had");
  private static final int REACH = 4;

  /** The stage of the verb at a place of a sentence. */
  static Stage of(List<Token> tokens, int at) {
    String verb = tokens.get(at).text();
    List<Token> before = tokens.subList(Math.max(0, at - REACH), at);
    if (verb.endsWith("ing")) {
      boolean object = before.stream().anyMatch(t -> WordClass.PREPOSITIONS.has(t.text()));
      return !object && has(before, Set.of("is", "are", "am")) ? GOING_ON : UNKNOWN;
    }
    boolean going = has(before, Set.of("going")) && has(before, Set.of("to"));
    if (going || has(before, Set.of("will", "shall"))) {
      return COMING;
    }
    if (has(before, BE)) {
      return UNKNOWN;
    }
    if (Participle.isPast(tokens.get(at))) {
      boolean modal = before.stream().anyMatch(token -> isModal(token.text()));
      return modal ? UNKNOWN : OVER;
    }
    return has(before, Set.of("did")) ? OVER : UNKNOWN;
  }

  private static boolean has(List<Token> tokens, Set<String> words) {
    for (Token token : tokens) {
      if (words.contains(token.text())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isModal(String word) {
    return WordClass.AUXILIARIES.has(word) && !HAVE.contains(word) && !word.equals("did");
  }
}
