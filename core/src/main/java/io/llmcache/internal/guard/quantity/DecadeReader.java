package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads decades ("the 1960s", "the 60s", "the sixties") and years before Christ. */
final class DecadeReader implements Reader {

  private static final Map<String, String> NAMES =
      Map.of(
          "twenties",
          "1920",
          "thirties",
          "1930",
          "forties",
          "1940",
          "fifties",
          "1950",
          "sixties",
          "1960",
          "seventies",
          "1970",
          "eighties",
          "1980",
          "nineties",
          "1990");

  private static final Set<String> BEFORE = Set.of("the", "early", "late", "mid", "'", "-");

  private static final Set<String> ERAS = Set.of("bc", "bce", "ad", "ce");

  @Override
  public @Nullable Reading read(Pieces pieces, int at) {
    Piece piece = pieces.at(at);
    String named = NAMES.get(piece.lower());
    if (named != null) {
      return decade(named, at + 1);
    }
    if (!piece.isNumber() || piece.text().length() > 4 || piece.text().indexOf('.') >= 0) {
      return null;
    }
    Piece era = pieces.at(at + 1);
    if (era.in(ERAS) && !era.text().equals(era.lower())) {
      return new Reading(Quantity.hard("year", era.lower().charAt(0) + ":" + piece.text()), at + 2);
    }
    int end = plural(pieces, at + 1);
    return end == 0 ? null : inDigits(pieces, at, end);
  }

  /** The index after the "s" or "'s", or 0. */
  private static int plural(Pieces pieces, int at) {
    if (pieces.at(at).is("s") && pieces.at(at).glued()) {
      return at + 1;
    }
    return pieces.says(at, "'", "s") && pieces.at(at + 1).glued() ? at + 2 : 0;
  }

  private static @Nullable Reading inDigits(Pieces pieces, int at, int end) {
    String text = pieces.at(at).text();
    if (text.matches("[12]\\d\\d0")) {
      return decade(text, end);
    }
    boolean short60s = text.matches("[1-9]0") && pieces.at(at - 1).in(BEFORE);
    return short60s ? decade("19" + text, end) : null;
  }

  private static Reading decade(String year, int end) {
    return new Reading(Quantity.hard("decade", "decade:" + year), end);
  }

  /** Every decade that has a name. */
  static Set<String> all() {
    return NAMES.keySet();
  }
}
