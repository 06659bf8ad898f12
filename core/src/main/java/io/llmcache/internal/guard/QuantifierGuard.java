package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All against some, only against also, most against a few. */
final class QuantifierGuard implements Guard {

  private static final int MOST_LEFT_OVER = 4;

  /** Words of one line say about the same. */
  private static final List<Set<String>> SAME =
      List.of(
          Set.of("all", "every", "each"),
          Set.of("some", "several", "few"),
          Set.of("many", "much"),
          Set.of("often", "always"));

  /** Left out, these change nothing much: "list some colours" and "list colours". */
  private static final Set<String> WEAK =
      Set.of("any", "some", "several", "many", "much", "more", "enough", "few", "one");

  private static final Set<String> WHOLE = Set.of("all", "every", "each");

  @Override
  public String name() {
    return "quantifiers";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Alignment alignment = one.with(other);
    if (!alignment.isWithin(MOST_LEFT_OVER)) {
      return null;
    }
    if (onlyMoves(alignment)) {
      return "only stands elsewhere";
    }
    Set<String> left = quantifiers(alignment.leftOver());
    Set<String> right = quantifiers(alignment.rightOver());
    boolean clash =
        (left.isEmpty() || right.isEmpty())
            ? !isWeak(left, one) || !isWeak(right, other)
            : !areSame(left, right);
    return clash ? left + " against " + right : null;
  }

  /** "Only Ann saw it" against "Ann saw only it". */
  private static boolean onlyMoves(Alignment alignment) {
    int left = afterOnly(alignment.left());
    int right = afterOnly(alignment.right());
    return left >= 0
        && right >= 0
        && alignment.rightOf(left) >= 0
        && alignment.leftOf(right) >= 0
        && alignment.rightOf(left) != right;
  }

  private static int afterOnly(List<Token> tokens) {
    boolean only = false;
    for (int i = 0; i < tokens.size(); i++) {
      if (only && tokens.get(i).kind() != Token.Kind.FUNCTION) {
        return i;
      }
      only |= tokens.get(i).text().equals("only");
    }
    return -1;
  }

  private static boolean areSame(Set<String> left, Set<String> right) {
    return left.equals(right)
        || SAME.stream().anyMatch(group -> group.containsAll(left) && group.containsAll(right));
  }

  /** "List all colours" lists the colours; "do all birds fly" is another question. */
  private static boolean isWeak(Set<String> words, Sentence sentence) {
    boolean asks = QuestionKind.of(sentence).contains(QuestionKind.WHETHER);
    return words.stream().allMatch(word -> WEAK.contains(word) || (!asks && WHOLE.contains(word)));
  }

  private static Set<String> quantifiers(List<Token> tokens) {
    Set<String> found = new TreeSet<>();
    for (Token token : tokens) {
      if (WordClass.QUANTIFIERS.has(token.text())) {
        found.add(token.text());
      }
    }
    return found;
  }
}
