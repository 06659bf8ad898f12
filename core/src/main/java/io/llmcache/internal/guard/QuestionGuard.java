package io.llmcache.internal.guard;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One asks who, the other when; one asks why, the other whether. */
final class QuestionGuard implements Guard {

  private static final int MOST_LEFT_OVER = 5;
  private static final Set<QuestionKind> LOOSE =
      EnumSet.of(QuestionKind.HOW, QuestionKind.WHAT, QuestionKind.WHETHER);

  @Override
  public String name() {
    return "question-word";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Set<QuestionKind> left = QuestionKind.of(one);
    Set<QuestionKind> right = QuestionKind.of(other);
    if (!one.with(other).isWithin(MOST_LEFT_OVER)
        || left.isEmpty()
        || right.isEmpty()
        || left.stream().anyMatch(right::contains)) {
      return null;
    }
    boolean loose = LOOSE.containsAll(left) && LOOSE.containsAll(right);
    return loose ? null : left + " against " + right;
  }
}
