package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads dates: "2024-03-05", "5 March 2024", "March 5th", "March 2024", "05/03/2024", "March". */
final class DateReader implements Reader {

  private static final Set<String> BEFORE_A_MONTH =
      Set.of(
          "in", "of", "since", "by", "until", "till", "before", "after", "from", "to", "this",
          "next", "last", "during", "every", "early", "late", "mid", "through", "between");

  @Override
  public @Nullable Reading read(Pieces pieces, int at) {
    Piece first = pieces.at(at);
    if (first.code()) {
      return null;
    }
    if (first.isNumber() && pieces.at(at + 1).glued()) {
      Reading written = inDigits(pieces, at);
      if (written != null) {
        return written;
      }
    }
    Reading dayFirst = dayFirst(pieces, at);
    return dayFirst == null ? monthFirst(pieces, at) : dayFirst;
  }

  private static @Nullable Reading inDigits(Pieces pieces, int at) {
    String joint = pieces.at(at + 1).text();
    boolean three =
        Set.of("-", "/").contains(joint)
            && pieces.at(at + 2).isNumber()
            && pieces.at(at + 3).is(joint)
            && pieces.at(at + 4).isNumber();
    if (!three) {
      return null;
    }
    String first = pieces.at(at).text();
    String second = pieces.at(at + 2).text();
    String third = pieces.at(at + 4).text();
    if (first.length() == 4 && second.length() <= 2 && third.length() <= 2) {
      return date(first, number(second), number(third), at + 5);
    }
    boolean ambiguous = first.length() <= 2 && second.length() <= 2 && third.length() % 2 == 0;
    return ambiguous
        ? new Reading(Quantity.hard("date", "date?:" + first + "/" + second + "/" + third), at + 5)
        : null;
  }

  private static int number(String text) {
    return text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
  }

  private static @Nullable Reading dayFirst(Pieces pieces, int at) {
    int day = day(pieces, at);
    if (day == 0) {
      return null;
    }
    int end = dayEnd(pieces, at);
    if (pieces.at(end).is("of")) {
      end++;
    } else if (pieces.at(end).is("-")) {
      end++;
    }
    Integer month = Calendar.month(pieces.at(end).lower());
    if (month == null || !pieces.at(end).isWord()) {
      return null;
    }
    return withYear(pieces, month, day, end + 1);
  }

  private static @Nullable Reading monthFirst(Pieces pieces, int at) {
    Piece name = pieces.at(at);
    Integer month = Calendar.month(name.lower());
    if (month == null || !name.isWord()) {
      return null;
    }
    int next = pieces.at(at + 1).is(".") ? at + 2 : at + 1;
    next = pieces.at(next).is("the") && day(pieces, next + 1) > 0 ? next + 1 : next;
    int day = day(pieces, next);
    if (day > 0) {
      return withYear(pieces, month, day, dayEnd(pieces, next));
    }
    if (year(pieces, afterJoint(pieces, next)) != null) {
      return withYear(pieces, month, 0, next);
    }
    return isAlone(pieces, at) ? date("", month, 0, at + 1) : null;
  }

  private static boolean isAlone(Pieces pieces, int at) {
    Piece name = pieces.at(at);
    if (Calendar.isSurelyMonth(name.lower()) && !name.is("may")) {
      return true;
    }
    return name.capitalised() && name.lower().length() > 2 && pieces.at(at - 1).in(BEFORE_A_MONTH);
  }

  private static Reading withYear(Pieces pieces, int month, int day, int end) {
    int at = afterJoint(pieces, end);
    String year = year(pieces, at);
    return year == null ? date("", month, day, end) : date(year, month, day, at + 1);
  }

  private static int afterJoint(Pieces pieces, int at) {
    return pieces.at(at).in(Set.of(",", "of", "-", "in")) ? at + 1 : at;
  }

  private static @Nullable String year(Pieces pieces, int at) {
    String text = pieces.at(at).text();
    return pieces.at(at).isNumber() && text.matches("[12]\\d{3}") ? text : null;
  }

  private static int day(Pieces pieces, int at) {
    Numeral ordinal = OrdinalReader.ordinal(pieces, at);
    String text = ordinal == null ? pieces.at(at).text() : ordinal.shown();
    int day = ordinal == null && !pieces.at(at).isNumber() ? 0 : number(text);
    return day <= 31 ? day : 0;
  }

  private static int dayEnd(Pieces pieces, int at) {
    Numeral ordinal = OrdinalReader.ordinal(pieces, at);
    return ordinal == null ? at + 1 : ordinal.end();
  }

  private static Reading date(String year, int month, int day, int end) {
    return new Reading(Quantity.hard("date", "date:" + year + "-" + month + "-" + day), end);
  }
}
