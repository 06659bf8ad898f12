package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One against all, all against some, both against either of the same things. */
final class AmountGuard implements Guard {

  @Override
  public String name() {
    return "amounts";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    List<Token> left = one.all();
    List<Token> right = other.all();
    if (amounts(left, 0, left).isEmpty() || amounts(right, 0, right).isEmpty()) {
      return null;
    }
    for (Frame.Slot slot : Frame.of(left, right).slots()) {
      List<Amount> l = amounts(left, slot.leftAt(), slot.left());
      List<Amount> r = amounts(right, slot.rightAt(), slot.right());
      boolean slotOfOne = l.size() == 1 && r.size() == 1;
      if (slotOfOne && isGrammar(slot) && !l.get(0).isLike(r.get(0))) {
        return l.get(0) + " against " + r.get(0);
      }
    }
    return null;
  }

  /** Words for amounts, of which some look like matter, do not count. */
  private static boolean isGrammar(Frame.Slot slot) {
    return grammar(slot.left()) && grammar(slot.right());
  }

  private static boolean grammar(List<Token> tokens) {
    return tokens.stream().allMatch(t -> !t.isContent() || t.isLight() || Amount.isWord(t.text()));
  }

  private static List<Amount> amounts(List<Token> tokens, int from, List<Token> slot) {
    List<Amount> amounts = new ArrayList<>();
    for (int i = from; i < from + slot.size(); i++) {
      Amount amount = Amount.at(tokens, i);
      if (amount != null && !amounts.contains(amount)) {
        amounts.add(amount);
      }
    }
    return amounts;
  }
}
