package io.llmcache.internal.guard;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Having to against getting to, wanting to, or trying to do the same. */
final class DutyGuard implements Guard {

  private enum Stance {
    OBLIGED,
    FREE,
    WILLING,
    TRYING,
    USED
  }

  private static final Map<String, Stance> WORDS =
      Map.ofEntries(
          Map.entry("have", Stance.OBLIGED),
          Map.entry("has", Stance.OBLIGED),
          Map.entry("had", Stance.OBLIGED),
          Map.entry("need", Stance.OBLIGED),
          Map.entry("needs", Stance.OBLIGED),
          Map.entry("required", Stance.OBLIGED),
          Map.entry("get", Stance.FREE),
          Map.entry("gets", Stance.FREE),
          Map.entry("got", Stance.FREE),
          Map.entry("allowed", Stance.FREE),
          Map.entry("want", Stance.WILLING),
          Map.entry("wants", Stance.WILLING),
          Map.entry("wanted", Stance.WILLING),
          Map.entry("like", Stance.WILLING),
          Map.entry("try", Stance.TRYING),
          Map.entry("tries", Stance.TRYING),
          Map.entry("tried", Stance.TRYING),
          Map.entry("used", Stance.USED));

  private static final Set<Stance> OF_ASKER = Set.of(Stance.OBLIGED, Stance.WILLING, Stance.TRYING);

  @Override
  public String name() {
    return "duty";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (stance(one.all(), 0, one.all()) == null || stance(other.all(), 0, other.all()) == null) {
      return null;
    }
    for (Frame.Slot slot : one.frameWith(other).slots()) {
      Stance left = stance(one.all(), slot.leftAt(), slot.left());
      Stance right = stance(other.all(), slot.rightAt(), slot.right());
      if (left != null && right != null && left != right && isGrammar(slot)) {
        boolean alike = mean(left, right) && asks(one, other);
        if (!alike) {
          return left + " against " + right;
        }
      }
    }
    return null;
  }

  private static boolean isGrammar(Frame.Slot slot) {
    return Stream.concat(slot.left().stream(), slot.right().stream())
        .allMatch(t -> !t.isContent() || t.isLight() || WORDS.containsKey(t.text()));
  }

  /** Who asks how to do a thing wants, needs and tries to. */
  private static boolean mean(Stance left, Stance right) {
    return OF_ASKER.contains(left) && OF_ASKER.contains(right);
  }

  private static boolean asks(Sentence one, Sentence other) {
    return one.all().stream().anyMatch(t -> isAsker(t.text()))
        || other.all().stream().anyMatch(t -> isAsker(t.text()));
  }

  private static boolean isAsker(String word) {
    return word.equals("i") || word.equals("we") || word.equals("you");
  }

  private static @Nullable Stance stance(List<Token> tokens, int from, List<Token> slot) {
    for (int i = from; i < from + slot.size(); i++) {
      boolean to = i + 1 < tokens.size() && tokens.get(i + 1).text().equals("to");
      Stance stance = WORDS.get(tokens.get(i).text());
      if (to && stance != null) {
        return stance;
      }
    }
    return null;
  }
}
