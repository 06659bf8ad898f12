package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads times that depend on the day of asking ("tomorrow", "next week") and how often ("daily").
 */
final class RelativeReader implements Reader {

  private static final Set<String> DAYS_FROM_NOW =
      Set.of("today", "tomorrow", "yesterday", "tonight");

  private static final Set<String> EVERY = Set.of("per", "each", "every");

  private static final Map<String, Integer> TIMES = Map.of("twice", 2, "thrice", 3);

  private static final Map<String, String> DIRECTIONS =
      Map.of(
          "next",
          "next",
          "coming",
          "next",
          "upcoming",
          "next",
          "last",
          "last",
          "past",
          "last",
          "previous",
          "last",
          "this",
          "this",
          "current",
          "this");

  private static final Map<String, String> RATES =
      Map.of(
          "daily",
          "day",
          "weekly",
          "week",
          "monthly",
          "month",
          "yearly",
          "year",
          "annually",
          "year",
          "annual",
          "year",
          "hourly",
          "hour",
          "quarterly",
          "quarter",
          "nightly",
          "night");

  @Override
  public @Nullable Reading read(Pieces pieces, int at) {
    Piece piece = pieces.at(at);
    if (!piece.isWord()) {
      return null;
    }
    if (DAYS_FROM_NOW.contains(stem(piece))) {
      return new Reading(Quantity.hard("day", "rel:" + stem(piece)), at + 1);
    }
    Integer repeated = TIMES.get(piece.lower());
    if (repeated != null) {
      return new Reading(Quantity.hard("times", "times:" + repeated), at + 1);
    }
    String rate = RATES.get(piece.lower());
    if (rate != null) {
      return new Reading(rate(rate), at + 1);
    }
    if (piece.in(EVERY)) {
      return every(pieces, at);
    }
    Reading directed = directed(pieces, at);
    return directed == null ? named(pieces, at) : directed;
  }

  /** "today's" and "todays" as "today". */
  private static String stem(Piece piece) {
    String word = piece.lower();
    return Calendar.singular(word.endsWith("'s") ? word.substring(0, word.length() - 2) : word);
  }

  private static @Nullable Reading every(Pieces pieces, int at) {
    String span = pieces.at(at + 1).lower();
    boolean day = Calendar.DAYS.contains(span);
    if (!Calendar.SPANS.contains(span) && !day) {
      return null;
    }
    return new Reading(day ? Quantity.hard("day", "weekday:" + span) : rate(span), at + 2);
  }

  private static Quantity rate(String span) {
    return Quantity.hard("rate", "rate:" + length(span));
  }

  private static String length(String span) {
    var units = Units.named(span, false);
    return units.isEmpty() ? span : units.get(0).key(Ratio.ONE);
  }

  private static @Nullable Reading directed(Pieces pieces, int at) {
    String direction = DIRECTIONS.get(pieces.at(at).lower());
    String span = stem(pieces.at(at + 1));
    boolean known =
        Calendar.SPANS.contains(span)
            || Calendar.DAYS.contains(span)
            || Calendar.SEASONS.contains(span)
            || Calendar.isSurelyMonth(span);
    if (direction == null || !known) {
      return null;
    }
    return new Reading(Quantity.hard("day", "rel:" + direction + " " + span), at + 2);
  }

  private static @Nullable Reading named(Pieces pieces, int at) {
    String word = Calendar.day(pieces, at, stem(pieces.at(at)));
    if (Calendar.DAYS.contains(word)) {
      return new Reading(Quantity.hard("day", "weekday:" + word), at + 1);
    }
    if (word.equals("weekend") || word.equals("weekday")) {
      return new Reading(Quantity.hard("day", word), at + 1);
    }
    boolean partOfDay = Calendar.PARTS.contains(word);
    boolean season =
        Calendar.SEASONS.contains(word) && pieces.at(at - 1).in(Set.of("in", "the", "during"));
    return partOfDay || season
        ? new Reading(Quantity.soft(season ? "season" : "part", "part:" + word), at + 1)
        : null;
  }

  /** Every word that such a time can begin with, but for the names of the calendar. */
  static Set<String> all() {
    Set<String> all = new HashSet<>(DAYS_FROM_NOW);
    all.addAll(DIRECTIONS.keySet());
    all.addAll(RATES.keySet());
    all.addAll(TIMES.keySet());
    all.addAll(EVERY);
    return all;
  }
}
