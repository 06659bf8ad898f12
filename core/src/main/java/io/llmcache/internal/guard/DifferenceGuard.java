package io.llmcache.internal.guard;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whatever differs and is not known to be harmless. The other guards know kinds of differences;
 * this one asks of each whether a question may be worded so without another answer, and objects
 * where it cannot tell: another small word in the same place, a word of weight that only one has,
 * another form of a verb, the same words in another order, another sign.
 */
final class DifferenceGuard implements Guard {

  /** Beyond, one text is the other worded anew, and its small words are its own. */
  private static final int MOST = 5;

  private static final List<Function<Comparison, @Nullable String>> CHECKS =
      List.of(
          Places::objection,
          Modals::objection,
          Inflected::objection,
          Reordering::objection,
          MovedOperator::objection);

  @Override
  public String name() {
    return "differences";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    String replaced = Replaced.objection(one.with(other));
    if (replaced != null) {
      return replaced;
    }
    Comparison comparison = Comparison.of(one, other);
    if (!comparison.isWithin(MOST)) {
      return null;
    }
    for (Function<Comparison, @Nullable String> check : CHECKS) {
      String objection = check.apply(comparison);
      if (objection != null) {
        return objection;
      }
    }
    return Signs.objection(one.raw(), other.raw());
  }
}
