package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened against what might have, or will: "would they have won" and "did they win", "is
 * winning" and "won".
 */
final class RealityGuard implements Guard {

  private static final Set<String> MODALS = Set.of("would", "could", "should", "might", "must");

  private static final Set<String> CONDITIONS =
      Set.of("if", "when", "would", "could", "after", "once", "had");

  /** How far behind "would" "have" may stand: a subject may lie between. */
  private static final int REACH = 5;

  @Override
  public String name() {
    return "reality";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Alignment alignment = one.whollyWith(other);
    int left = unreal(one.all());
    int right = unreal(other.all());
    boolean both =
        left < 0
            ? isShared(alignment.right(), right, right < 0 ? -1 : alignment.leftOf(right))
            : isShared(alignment.left(), left, alignment.rightOf(left));
    if (left < 0 != right < 0 && both) {
      return "what might have been against what is";
    }
    if (supposed(alignment.left()) != supposed(alignment.right()) && isToldAsFact(alignment)) {
      return "what might be against what is";
    }
    return isDenied(one) && isDenied(other) ? null : stages(alignment);
  }

  /** "If I won, would I pay". */
  private static boolean supposed(List<Token> tokens) {
    return has(tokens, Set.of("if")) && has(tokens, Set.of("would", "could"));
  }

  /** "I won, do I pay": the same past form, and no condition. */
  private static boolean isToldAsFact(Alignment alignment) {
    List<Token> fact = supposed(alignment.left()) ? alignment.right() : alignment.left();
    return !has(fact, CONDITIONS)
        && alignment.links(Kin.SAME).stream()
            .map(
                link ->
                    List.of(alignment.left().get(link.left()), alignment.right().get(link.right())))
            .anyMatch(verbs -> verbs.stream().allMatch(Participle::isPast));
  }

  private static boolean has(List<Token> tokens, Set<String> words) {
    for (Token token : tokens) {
      if (words.contains(token.text())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the verb at a place is in the other sentence too; "do" and "be" always are. */
  private static boolean isShared(List<Token> tokens, int at, int other) {
    return at >= 0 && (other >= 0 || !tokens.get(at).isContent());
  }

  private static @Nullable String stages(Alignment alignment) {
    for (Alignment.Link verb : alignment.links(Kin.SAME)) {
      Stage left = Stage.of(alignment.left(), verb.left());
      Stage right = Stage.of(alignment.right(), verb.right());
      if (left != right && (left == Stage.OVER || right == Stage.OVER) && areKnown(left, right)) {
        return left + " against " + right;
      }
    }
    return null;
  }

  /** "Has not arrived yet" is "is not arriving". */
  private static boolean isDenied(Sentence sentence) {
    return sentence.all().stream().anyMatch(token -> WordClass.NEGATORS.has(token.text()));
  }

  private static boolean areKnown(Stage left, Stage right) {
    return left != Stage.UNKNOWN && right != Stage.UNKNOWN;
  }

  /**
   * The verb that only might have been, or a negative number: "would he have won", but not "would I
   * have to pay".
   */
  private static int unreal(List<Token> tokens) {
    int modal = -REACH - 1;
    for (int i = 0; i < tokens.size() - 1; i++) {
      String word = tokens.get(i).text();
      if (MODALS.contains(word)) {
        modal = i;
      } else if (word.equals("have") && i - modal <= REACH && isParticiple(tokens.get(i + 1))) {
        return verb(tokens, i + 1);
      }
    }
    return -1;
  }

  /** "Been" and "not" lead to the verb. */
  private static int verb(List<Token> tokens, int at) {
    boolean leads = !tokens.get(at).isContent() && at + 1 < tokens.size();
    return leads ? verb(tokens, at + 1) : at;
  }

  private static boolean isParticiple(Token token) {
    String word = token.text();
    return Set.of("been", "done", "had", "gotten").contains(word) || Participle.is(token);
  }
}
