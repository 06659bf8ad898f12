package io.llmcache.internal.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words that carry meaning are left over, where the rest says the same. A text that is worded anew
 * has many of those, and the guard keeps out.
 */
final class UnmatchedGuard implements Guard {

  private static final int MOST_IN_PLACE = 5;
  private static final int MOST_MOVED = 4;

  @Override
  public String name() {
    return "unmatched";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Alignment alignment = one.with(other);
    if (!alignment.isWithin(Addition.MOST)) {
      return null;
    }
    String replaced = replaced(alignment);
    return replaced == null ? new Addition(alignment).objection() : replaced;
  }

  private static @Nullable String replaced(Alignment alignment) {
    if (alignment.isWithin(MOST_IN_PLACE)) {
      for (Alignment.Gap gap : alignment.gaps()) {
        String replaced = replaced(gap.left(), gap.right());
        if (replaced == null) {
          replaced = PlainVerbs.replaced(gap);
        }
        if (replaced != null) {
          return replaced;
        }
      }
    }
    return alignment.isWithin(MOST_MOVED)
        ? replaced(alignment.leftOver(), alignment.rightOver())
        : null;
  }

  private static @Nullable String replaced(List<Token> left, List<Token> right) {
    Token one = Matter.first(left);
    Token other = Matter.first(right);
    boolean bothDeny = isRefusal(one) && isRefusal(other);
    return one == null || other == null || bothDeny
        ? null
        : one.text() + " against " + other.text();
  }

  private static boolean isRefusal(@Nullable Token token) {
    return token != null && token.isOf(WordClass.REFUSALS);
  }
}
