package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;

/** Two small words of one class of which each says something else: "at" and "to", "he" and "I". */
final class Stead {

  private static final Set<String> OWNERS =
      Set.of("my", "your", "our", "his", "her", "its", "their");

  private static final Set<String> LINKS =
      Set.of(
          "because",
          "so",
          "but",
          "although",
          "unless",
          "if",
          "until",
          "while",
          "before",
          "after",
          "when");

  /** Each of these sets holds pronouns that questions use for each other. */
  private static final List<Set<String>> ANYONE =
      List.of(
          Set.of("i", "you", "we", "one", "me", "us", "someone", "somebody", "anyone", "they"),
          Set.of("my", "your", "our", "one"),
          Set.of("its", "their", "his"),
          Set.of("her", "their"),
          Set.of("it", "them", "they"),
          Set.of("he", "they"),
          Set.of("she", "they"),
          Set.of("someone", "somebody", "they", "anyone", "anybody"));

  private Stead() {}

  static boolean isTaken(String one, String other) {
    return !one.equals(other)
        && (otherPerson(one, other) || otherPlace(one, other) || otherLink(one, other));
  }

  private static boolean otherPerson(String one, String other) {
    return WordClass.PRONOUNS.has(one)
        && WordClass.PRONOUNS.has(other)
        && OWNERS.contains(one) == OWNERS.contains(other)
        && ANYONE.stream().noneMatch(set -> set.contains(one) && set.contains(other));
  }

  private static boolean otherPlace(String one, String other) {
    return WordClass.PREPOSITIONS.has(one)
        && WordClass.PREPOSITIONS.has(other)
        && !one.equals("like")
        && !other.equals("like");
  }

  private static boolean otherLink(String one, String other) {
    return LINKS.contains(one) && LINKS.contains(other);
  }
}
