package io.llmcache.internal.guard;

import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Signs that make another thing of the same words: "C" and "C#", "a > b" and "a < b". */
final class Signs {

  private static final String TELLING = "()[]{}<>=+*/&|^~%$#@\\";

  private Signs() {}

  static @Nullable String objection(String one, String other) {
    boolean ordered = one.compareTo(other) <= 0;
    String left = (ordered ? one : other).toLowerCase(Locale.ROOT);
    String right = (ordered ? other : one).toLowerCase(Locale.ROOT);
    boolean sameWords =
        kept(left, Character::isLetterOrDigit).equals(kept(right, Character::isLetterOrDigit));
    boolean sameSigns = kept(left, Signs::matters).equals(kept(right, Signs::matters));
    return !sameWords || sameSigns
        ? null
        : "signs " + kept(left, Signs::isSign) + " against " + kept(right, Signs::isSign);
  }

  private static boolean matters(int c) {
    return Character.isLetterOrDigit(c) || isSign(c);
  }

  private static boolean isSign(int c) {
    return TELLING.indexOf(c) >= 0;
  }

  private static String kept(String text, IntPredicate test) {
    StringBuilder kept = new StringBuilder();
    text.chars().filter(test).forEach(c -> kept.append((char) c));
    return kept.toString();
  }
}
