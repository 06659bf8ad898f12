package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many of a kind a sentence speaks of. */
enum Amount {
  ONE,
  SOME,
  BOTH,
  EITHER,
  ALL,
  ANY;

  private static final Map<String, Amount> WORDS =
      Map.ofEntries(
          Map.entry("one", ONE),
          Map.entry("single", ONE),
          Map.entry("some", SOME),
          Map.entry("several", SOME),
          Map.entry("few", SOME),
          Map.entry("half", SOME),
          Map.entry("both", BOTH),
          Map.entry("either", EITHER),
          Map.entry("all", ALL),
          Map.entry("every", ALL),
          Map.entry("each", ALL),
          Map.entry("any", ANY),
          Map.entry("everyone", ALL),
          Map.entry("everybody", ALL),
          Map.entry("everything", ALL),
          Map.entry("someone", SOME),
          Map.entry("somebody", SOME),
          Map.entry("something", SOME),
          Map.entry("anyone", ANY),
          Map.entry("anybody", ANY),
          Map.entry("anything", ANY));

  /** These stand for themselves and need no noun behind. */
  private static final Set<String> PRONOUNS =
      Set.of(
          "everyone",
          "everybody",
          "everything",
          "someone",
          "somebody",
          "something",
          "anyone",
          "anybody",
          "anything");

  private static final Set<String> DEGREES = Set.of("at", "after", "not", "this", "that", "which");

  /** The amount that a word tells, or null: "all of", "one message", but not "this one". */
  static @Nullable Amount at(List<Token> tokens, int at) {
    Amount amount = WORDS.get(tokens.get(at).text());
    if (PRONOUNS.contains(tokens.get(at).text())) {
      return amount;
    }
    boolean fixed = at > 0 && DEGREES.contains(tokens.get(at - 1).text());
    if (amount == null || fixed || at + 1 >= tokens.size()) {
      return null;
    }
    Token next = tokens.get(at + 1);
    boolean somebody =
        amount == ONE
            && at > 0
            && next.rather(Part.VERB, Part.NOUN)
            && WordClass.AUXILIARIES.has(tokens.get(at - 1).text());
    boolean counts = leadsOn(next) && !tokens.get(at).pause() && !somebody;
    return counts ? amount : null;
  }

  private static boolean leadsOn(Token next) {
    return next.kind() != Token.Kind.FUNCTION
        || next.text().equals("of")
        || WordClass.DETERMINERS.has(next.text())
        || WORDS.containsKey(next.text())
        || Persons.of(next.text()) != Persons.NOBODY;
  }

  /** Whether a word may tell an amount. */
  static boolean isWord(String word) {
    return WORDS.containsKey(word);
  }

  boolean isLike(Amount other) {
    return this == other || isLoose(other) || other.isLoose(this);
  }

  private boolean isLoose(Amount other) {
    return this == ANY && (other == SOME || other == EITHER || other == ONE)
        || this == EITHER && other == ONE;
  }
}
