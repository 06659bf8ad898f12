package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A phrase of a fixed meaning is replaced by one that turns it: "as well as", "rather than". */
final class TurnGuard implements Guard {

  private record Turn(Set<String> left, Set<String> right) {

    boolean isIn(String joined) {
      return left.stream().anyMatch(joined::contains) || right.stream().anyMatch(joined::contains);
    }
  }

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

  private static final Reading<String> JOINED =
      new Reading<>(wording -> joined(wording.read(Sentence.WORDS).all()));

  private static final Reading<List<Turn>> TURNED =
      new Reading<>(wording -> turned(wording.read(JOINED)));

  @Override
  public String name() {
    return "turns";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (one.slotsWith(other).isEmpty()) {
      return null;
    }
    String left = JOINED.of(one);
    String right = JOINED.of(other);
    List<Turn> others = TURNED.of(other);
    for (Turn turn : TURNED.of(one)) {
      if (!others.contains(turn)) {
        continue;
      }
      String found = turned(turn.left(), turn.right(), left, right);
      String back = found == null ? turned(turn.right(), turn.left(), left, right) : found;
      if (back != null) {
        return back;
      }
    }
    return null;
  }

  private static String joined(List<Token> tokens) {
    StringBuilder joined = new StringBuilder("_");
    tokens.forEach(token -> joined.append(token.text()).append('_'));
    return joined.toString();
  }

  /** The turns of which the text has a phrase, of whichever side. */
  private static List<Turn> turned(String joined) {
    return TURNS.stream().filter(turn -> turn.isIn(joined)).toList();
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
