package io.llmcache.internal.guard.quantity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the English number words stand for. */
final class NumberWords {

  private static final Map<String, Integer> CARDINALS = new HashMap<>();
  private static final Map<String, Integer> ORDINALS = new HashMap<>();
  private static final Map<String, Long> SCALES =
      Map.ofEntries(
          Map.entry("hundred", 100L),
          Map.entry("thousand", 1_000L),
          Map.entry("million", 1_000_000L),
          Map.entry("billion", 1_000_000_000L),
          Map.entry("trillion", 1_000_000_000_000L),
          Map.entry("hundreds", 100L),
          Map.entry("lakh", 100_000L),
          Map.entry("crore", 10_000_000L),
          Map.entry("dozen", 12L));

  /** Short forms of scales; the one-letter ones count only where they touch the digits. */
  private static final Map<String, Long> SUFFIXES =
      Map.of("k", 1_000L, "mn", 1_000_000L, "mln", 1_000_000L, "bn", 1_000_000_000L);

  private static final Map<String, Integer> ROMANS = new HashMap<>();

  private static final Map<String, Integer> FRACTIONS =
      Map.of("half", 2, "halves", 2, "quarter", 4, "quarters", 4);

  static {
    List<String> small =
        List.of(
            ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                    + " fifteen sixteen seventeen eighteen nineteen")
                .split(" ", -1));
    List<String> smallOrdinals =
        List.of(
            ("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh"
                    + " twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
                    + " nineteenth")
                .split(" ", -1));
    List<String> tens =
        List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" ", -1));
    for (int i = 0; i < small.size(); i++) {
      CARDINALS.put(small.get(i), i);
      ORDINALS.put(smallOrdinals.get(i), i);
    }
    for (int i = 0; i < tens.size(); i++) {
      CARDINALS.put(tens.get(i), 20 + 10 * i);
      ORDINALS.put(tens.get(i).replaceAll("y$", "ieth"), 20 + 10 * i);
    }
    CARDINALS.put("fourty", 40);
    ORDINALS.put("hundredth", 100);
    List<String> romans =
        List.of(
            "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI"
                .split(" ", -1));
    for (int i = 0; i < romans.size(); i++) {
      ROMANS.put(romans.get(i), i + 1);
    }
  }

  private NumberWords() {}

  static @Nullable Integer cardinal(String word) {
    return CARDINALS.get(word);
  }

  static @Nullable Integer ordinal(String word) {
    return ORDINALS.get(word);
  }

  static @Nullable Long scale(String word) {
    return SCALES.get(word);
  }

  static @Nullable Long suffix(String word) {
    return SUFFIXES.get(word);
  }

  /** In capitals only. */
  static @Nullable Integer roman(String word) {
    return ROMANS.get(word);
  }

  /** The part that the word names: four for "quarters", three for "thirds". */
  static @Nullable Integer part(String word) {
    Integer named = FRACTIONS.get(word);
    if (named != null) {
      return named;
    }
    Integer ordinal = ordinal(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
    return ordinal != null && ordinal > 2 ? ordinal : null;
  }

  /** Every number word, in lower case. */
  static Set<String> all() {
    Set<String> all = new HashSet<>(CARDINALS.keySet());
    all.addAll(ORDINALS.keySet());
    all.addAll(SCALES.keySet());
    ROMANS.keySet().forEach(roman -> all.add(roman.toLowerCase(Locale.ROOT)));
    return all;
  }
}
