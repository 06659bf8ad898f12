package io.llmcache.internal.guard;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Closed classes of words; which words they hold is told in words.txt. */
enum WordClass {
  DETERMINERS,
  AUXILIARIES,
  PRONOUNS,
  PREPOSITIONS,
  CONJUNCTIONS,
  QUANTIFIERS,
  QUESTIONS,
  NEGATORS,
  REFUSALS,
  PLAINVERBS,
  FILLERS,
  LIGHT,
  WEAK,

  UNITS,
  NUMBERS,
  MONTHS,
  SYMMETRIC,
  INFORMATIVE;

  private static final Map<WordClass, Set<String>> WORDS = load();

  private static final Set<String> FUNCTION =
      union(
          DETERMINERS,
          AUXILIARIES,
          PRONOUNS,
          PREPOSITIONS,
          CONJUNCTIONS,
          QUESTIONS,
          QUANTIFIERS,
          NEGATORS);

  private static Map<WordClass, Set<String>> load() {
    Map<WordClass, Set<String>> words = new EnumMap<>(WordClass.class);
    WordClass current = DETERMINERS;
    for (String line : WordFile.lines("words.txt")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        current = valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT));
      }
      words
          .computeIfAbsent(current, key -> new HashSet<>())
          .addAll(WordFile.words(line.substring(colon + 1)));
    }
    return words;
  }

  private Set<String> words() {
    return WORDS.getOrDefault(this, Set.of());
  }

  boolean has(String word) {
    return words().contains(word);
  }

  /** Whether one slip makes a word of the class of it. */
  boolean hasAlmost(String word) {
    return words().stream().anyMatch(known -> Typo.isSlip(word, known));
  }

  /** Words that make the frame of a sentence and not its matter. */
  static boolean isFunction(String word) {
    return FUNCTION.contains(word);
  }

  private static Set<String> union(WordClass... classes) {
    Set<String> words = new HashSet<>();
    for (WordClass one : classes) {
      words.addAll(one.words());
    }
    return words;
  }
}
