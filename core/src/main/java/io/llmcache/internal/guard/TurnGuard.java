package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A phrase of a fixed meaning is replaced by one that turns it: "as well as", "rather than". */
final class TurnGuard implements Guard {

  private record Turn(Set<String> left, Set<String> right) {}

  private static final List<Turn> TURNS = load();

  private static List<Turn> load() {
    List<Turn> turns = new ArrayList<>();
    for (String line : WordFile.lines("turns.txt")) {
      int colon = line.indexOf(':');
      turns.add(new Turn(phrases(line.substring(0, colon)), phrases(line.substring(colon + 1))));
    }
    return turns;
  }

  private static Set<String> phrases(String text) {
    return WordFile.words(text).stream()
        .map(phrase -> "_" + phrase + "_")
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String name() {
    return "turns";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (NearCopy.slots(one, other).isEmpty()) {
      return null;
    }
    String left = joined(one);
    String right = joined(other);
    for (Turn turn : TURNS) {
      String found = turned(turn.left(), turn.right(), left, right);
      String back = found == null ? turned(turn.right(), turn.left(), left, right) : found;
      if (back != null) {
        return back;
      }
    }
    return null;
  }

  private static String joined(Sentence sentence) {
    return "_" + String.join("_", sentence.all().stream().map(Token::text).toList()) + "_";
  }

  private static @Nullable String turned(
      Set<String> first, Set<String> second, String left, String right) {
    String l = find(first, left, right);
    String r = find(second, right, left);
    boolean both = l != null && r != null;
    boolean mixed = find(second, left, right) != null || find(first, right, left) != null;
    return both && !mixed ? (l + "against" + r).replace('_', ' ').strip() : null;
  }

  /** A phrase that only the first of two texts has. */
  private static @Nullable String find(Set<String> phrases, String text, String other) {
    for (String phrase : phrases) {
      if (text.contains(phrase) && !other.contains(phrase)) {
        return phrase;
      }
    }
    return null;
  }
}
