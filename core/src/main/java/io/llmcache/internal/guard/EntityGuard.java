package io.llmcache.internal.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions name different things or people, or only one names any. */
final class EntityGuard implements Guard {

  private static final int SHORTEST = 3;

  /** From so many words on, a name that one lacks belongs to a story told otherwise. */
  private static final int MOST_LEFT_OVER = 9;

  @Override
  public String name() {
    return "entities";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Alignment alignment = one.with(other);
    Token left = name(alignment.leftOver());
    Token right = name(alignment.rightOver());
    boolean both = left != null && right != null;
    if ((left == null && right == null) || !(both || alignment.isWithin(MOST_LEFT_OVER))) {
      return null;
    }
    return text(left) + " against " + text(right);
  }

  private static String text(@Nullable Token token) {
    return token == null ? "no name" : token.text();
  }

  private static @Nullable Token name(List<Token> tokens) {
    for (Token token : tokens) {
      if (token.isName() && token.text().length() >= SHORTEST && !token.isLight()) {
        return token;
      }
    }
    return null;
  }
}
