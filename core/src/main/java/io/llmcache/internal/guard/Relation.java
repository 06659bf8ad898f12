package io.llmcache.internal.guard;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a clause hangs on another in time or as a condition. */
enum Relation {
  BEFORE,
  AFTER,
  WHILE,
  UNTIL,
  BY,
  SINCE,
  WHEN,
  IF,
  EVEN_IF,
  UNLESS,
  BECAUSE,
  NOW_THAT,
  ALTHOUGH,
  WHETHER;

  private static final Map<String, Relation> WORDS =
      Map.ofEntries(
          Map.entry("before", BEFORE),
          Map.entry("prior", BEFORE),
          Map.entry("after", AFTER),
          Map.entry("following", AFTER),
          Map.entry("once", AFTER),
          Map.entry("while", WHILE),
          Map.entry("whilst", WHILE),
          Map.entry("during", WHILE),
          Map.entry("until", UNTIL),
          Map.entry("till", UNTIL),
          Map.entry("by", BY),
          Map.entry("since", SINCE),
          Map.entry("when", WHEN),
          Map.entry("whenever", WHEN),
          Map.entry("if", IF),
          Map.entry("unless", UNLESS),
          Map.entry("because", BECAUSE),
          Map.entry("although", ALTHOUGH),
          Map.entry("though", ALTHOUGH),
          Map.entry("despite", ALTHOUGH),
          Map.entry("whether", WHETHER));

  /** Each of these sets holds relations that questions use for each other. */
  private static final List<Set<Relation>> ALIKE =
      List.of(
          EnumSet.of(WHEN, IF, WHETHER),
          EnumSet.of(WHEN, WHILE),
          EnumSet.of(WHEN, AFTER),
          EnumSet.of(WHEN, BY),
          EnumSet.of(SINCE, BECAUSE, NOW_THAT),
          EnumSet.of(SINCE, AFTER),
          EnumSet.of(EVEN_IF, ALTHOUGH),
          EnumSet.of(WHEN, NOW_THAT));

  /** The relation that a word of a sentence opens, or null. */
  static @Nullable Relation at(List<Token> tokens, int at) {
    String word = tokens.get(at).text();
    if (word.equals("now") && at + 1 < tokens.size()) {
      return tokens.get(at + 1).text().equals("that") ? NOW_THAT : null;
    }
    Relation relation = WORDS.get(word);
    boolean even = at > 0 && tokens.get(at - 1).text().equals("even");
    return relation == IF && even ? EVEN_IF : relation;
  }

  boolean isLike(Relation other) {
    return this == other
        || ALIKE.stream().anyMatch(set -> set.contains(this) && set.contains(other));
  }
}
