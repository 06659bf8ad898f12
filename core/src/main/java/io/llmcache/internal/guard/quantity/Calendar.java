package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Pieces;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of months, days, seasons and spans of time. */
final class Calendar {

  private static final Map<String, Integer> MONTHS = new HashMap<>();

  static final Set<String> DAYS =
      Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  static final Set<String> PARTS = Set.of("morning", "afternoon", "evening", "night");

  private static final Map<String, String> SHORT_DAYS =
      Map.ofEntries(
          Map.entry("mon", "monday"),
          Map.entry("tue", "tuesday"),
          Map.entry("tues", "tuesday"),
          Map.entry("wed", "wednesday"),
          Map.entry("thu", "thursday"),
          Map.entry("thur", "thursday"),
          Map.entry("thurs", "thursday"),
          Map.entry("fri", "friday"),
          Map.entry("sat", "saturday"),
          Map.entry("sun", "sunday"));

  private static final Set<String> BEFORE_A_DAY =
      Set.of("on", "this", "next", "last", "every", "by", "until", "from", "to", "and", "or", "-");

  static final Set<String> SEASONS = Set.of("summer", "winter", "autumn", "spring", "fall");

  static final Set<String> SPANS =
      Set.of(
          "second",
          "minute",
          "hour",
          "day",
          "week",
          "weekend",
          "month",
          "quarter",
          "year",
          "decade",
          "century",
          "semester",
          "term",
          "season",
          "night",
          "morning",
          "afternoon",
          "evening");

  static {
    List<String> names =
        List.of(
            ("january february march april may june july august september october november"
                    + " december")
                .split(" ", -1));
    for (int i = 0; i < names.size(); i++) {
      MONTHS.put(names.get(i), i + 1);
      MONTHS.put(names.get(i).substring(0, 3), i + 1);
    }
    MONTHS.put("sept", 9);
  }

  private Calendar() {}

  static @Nullable Integer month(String word) {
    return MONTHS.get(word);
  }

  /** The full name of a day that is written short, or the word itself. */
  static String day(Pieces pieces, int at, String word) {
    String full = SHORT_DAYS.get(word);
    boolean named =
        pieces.at(at).capitalised()
            && (pieces.at(at - 1).in(BEFORE_A_DAY) || pieces.at(at + 1).in(PARTS));
    return full != null && named ? full : word;
  }

  /** It is spelt out and means nothing else. */
  static boolean isSurelyMonth(String word) {
    return word.length() > 3 && !word.equals("march") && MONTHS.containsKey(word);
  }

  /** "Mondays" and "weeks" as "monday" and "week". */
  static String singular(String word) {
    return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
        ? word.substring(0, word.length() - 1)
        : word;
  }

  /** Every word that names a month, a day, a season or a part of the day. */
  static Set<String> all() {
    Set<String> all = new HashSet<>(MONTHS.keySet());
    all.addAll(DAYS);
    all.addAll(SEASONS);
    all.addAll(PARTS);
    all.addAll(SHORT_DAYS.keySet());
    all.addAll(Set.of("weekend", "weekday"));
    return all;
  }
}
