package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads times of day: "7 pm", "19:00", "half past seven", "seven in the evening", "noon". */
final class ClockReader implements Reader {

  private static final Set<String> NOON = Set.of("noon", "midday", "noontime");
  private static final Set<String> O_CLOCK = Set.of("o'clock", "oclock");

  private static final Set<String> NO_END = Set.of("-", "%", "/", "\u00B0", "+", "$", ":");

  private static final Set<String> RANGE = Set.of("to", "-", "and", "or", "until");

  private static final Set<String> AFTER_AN_HOUR =
      Set.of(
          "tomorrow",
          "today",
          "tonight",
          "on",
          "in",
          "for",
          "please",
          "to",
          "and",
          "every",
          "sharp",
          "this",
          "next",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday");

  /** Which half of the day is meant, if that was said. */
  private enum Half {
    AM,
    PM,
    UNSAID
  }

  @Override
  public @Nullable Reading read(Pieces pieces, int at) {
    Piece first = pieces.at(at);
    if (first.code()) {
      return null;
    }
    if (first.in(NOON)) {
      return new Reading(Quantity.hard("clock", "clock:12:00"), at + 1);
    }
    if (first.is("midnight")) {
      return new Reading(Quantity.hard("clock", "clock:0:00"), at + 1);
    }
    return first.isNumber() ? digits(pieces, at) : words(pieces, at);
  }

  private static @Nullable Reading digits(Pieces pieces, int at) {
    String hour = pieces.at(at).text();
    if (pieces.says(at + 1, ":") && pieces.at(at + 2).isNumber() && pieces.at(at + 2).glued()) {
      String minute = pieces.at(at + 2).text();
      boolean time = hour.length() <= 2 && minute.length() == 2 && hour.indexOf('.') < 0;
      return time ? time(pieces, hour, minute, at + 3) : null;
    }
    int dot = hour.indexOf('.');
    if (dot > 0 && hour.length() - dot == 3 && half(pieces, at + 1) != Half.UNSAID) {
      return time(pieces, hour.substring(0, dot), hour.substring(dot + 1), at + 1);
    }
    return isHour(pieces, at) && hour.length() <= 2 ? time(pieces, hour, "00", at + 1) : null;
  }

  private static @Nullable Reading words(Pieces pieces, int at) {
    Piece first = pieces.at(at);
    boolean half = first.is("half");
    boolean quarter = first.is("quarter");
    Piece joint = pieces.at(at + 1);
    if ((half || quarter) && joint.in(Set.of("past", "to", "after"))) {
      int hour = hour(pieces, at + 2);
      boolean to = joint.is("to");
      String minute = half ? "30" : to ? "45" : "15";
      return hour < 1
          ? null
          : time(pieces, Integer.toString(to ? (hour + 10) % 12 + 1 : hour), minute, at + 3);
    }
    int hour = hour(pieces, at);
    return hour > 0 && isHour(pieces, at)
        ? time(pieces, Integer.toString(hour), "00", at + 1)
        : null;
  }

  /** "7 pm", "7 o'clock", "at 7" with nothing counted behind it. */
  private static boolean isHour(Pieces pieces, int at) {
    Piece next = pieces.at(at + 1);
    if (half(pieces, at + 1) != Half.UNSAID || next.in(O_CLOCK)) {
      return true;
    }
    if (startsRange(pieces, at)) {
      return true;
    }
    boolean ends = !next.isWord() && !next.isNumber() && !next.in(NO_END) || next.in(AFTER_AN_HOUR);
    return pieces.at(at - 1).is("at") && ends && hour(pieces, at) > 0 && !next.code();
  }

  /** "5 to 10 pm": the half of the day stands behind the second hour alone. */
  private static boolean startsRange(Pieces pieces, int at) {
    return pieces.at(at + 1).in(RANGE)
        && hour(pieces, at) > 0
        && hour(pieces, at + 2) > 0
        && half(pieces, at + 3) != Half.UNSAID;
  }

  private static int hour(Pieces pieces, int at) {
    Piece piece = pieces.at(at);
    Integer word = NumberWords.cardinal(piece.lower());
    if (word != null) {
      return word <= 12 ? word : 0;
    }
    boolean digits = piece.isNumber() && piece.text().length() <= 2;
    return digits ? Integer.parseInt(piece.text()) : 0;
  }

  private static Half half(Pieces pieces, int from) {
    int at = pieces.at(from).in(O_CLOCK) ? from + 1 : from;
    Piece piece = pieces.at(at);
    if (piece.in(Set.of("am", "pm"))) {
      return piece.is("am") ? Half.AM : Half.PM;
    }
    if (piece.in(Set.of("a", "p")) && pieces.says(at + 1, ".", "m")) {
      return piece.is("a") ? Half.AM : Half.PM;
    }
    if (pieces.says(at, "in", "the")) {
      Piece part = pieces.at(at + 2);
      return part.is("morning")
          ? Half.AM
          : part.in(Set.of("afternoon", "evening")) ? Half.PM : Half.UNSAID;
    }
    return pieces.says(at, "at", "night") ? Half.PM : Half.UNSAID;
  }

  private static @Nullable Reading time(Pieces pieces, String hour, String minute, int end) {
    int hours = Integer.parseInt(hour);
    if (hours > 24 || minute.compareTo("59") > 0) {
      return null;
    }
    Half behind = half(pieces, end);
    boolean range = behind == Half.UNSAID && pieces.at(end).in(RANGE) && hour(pieces, end + 1) > 0;
    Half said = range ? half(pieces, end + 2) : behind;
    Half half = said == Half.UNSAID && hours <= 12 ? elsewhere(pieces) : said;
    Quantity quantity =
        half == Half.UNSAID
            ? unsaid(hours, hour, minute)
            : Quantity.hard("clock", key(hours % 12 + (half == Half.PM ? 12 : 0), minute));
    return new Reading(quantity, afterHalf(pieces, end));
  }

  /** "tomorrow morning at ten": the half of the day stands somewhere else. */
  private static Half elsewhere(Pieces pieces) {
    boolean am = false;
    boolean pm = false;
    for (int i = 0; i < pieces.size(); i++) {
      am |= pieces.at(i).is("morning");
      pm |= pieces.at(i).in(Set.of("afternoon", "evening", "tonight"));
    }
    return am == pm ? Half.UNSAID : am ? Half.AM : Half.PM;
  }

  /** "19:00" and "07:00" say it all; "7:00" may be either. */
  private static Quantity unsaid(int hours, String hour, String minute) {
    String open = "clock?:" + hours + ":" + minute;
    boolean certain = hours > 12 || hour.startsWith("0") || hours == 0;
    if (certain) {
      String sure = key(hours % 24, minute);
      return hours > 12 || hours == 0
          ? Quantity.hard("clock", sure)
          : Quantity.hard("clock", sure, open);
    }
    return hours == 12
        ? Quantity.hard("clock", open, key(12, minute))
        : Quantity.hard("clock", open);
  }

  private static String key(int hours, String minute) {
    return "clock:" + hours + ":" + minute;
  }

  private static int afterHalf(Pieces pieces, int from) {
    int at = pieces.at(from).in(O_CLOCK) ? from + 1 : from;
    if (half(pieces, from) == Half.UNSAID) {
      return at;
    }
    if (pieces.at(at).in(Set.of("am", "pm"))) {
      return at + 1;
    }
    return pieces.at(at).is("at") ? at + 2 : at + 3;
  }

  /** The hours that have a name. */
  static Set<String> all() {
    Set<String> all = new HashSet<>(NOON);
    all.add("midnight");
    return all;
  }
}
