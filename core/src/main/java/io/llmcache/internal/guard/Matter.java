package io.llmcache.internal.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which left over words count: those that say what a question is about. */
final class Matter {

  private static final int SHORTEST = 3;

  private Matter() {}

  static boolean is(Token token) {
    return token.isContent() && !token.isLight() && !token.isOf(WordClass.WEAK) && !isSlip(token);
  }

  static @Nullable Token first(List<Token> tokens) {
    for (Token token : tokens) {
      if (is(token)) {
        return token;
      }
    }
    return null;
  }

  /** A letter or two that are no word are nothing to hold on to. */
  private static boolean isSlip(Token token) {
    int length = token.text().length();
    return !token.capital() && (length == 1 || (length < SHORTEST && !token.isKnown()));
  }
}
