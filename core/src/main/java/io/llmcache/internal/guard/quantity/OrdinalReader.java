package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads "1st", "first", "twenty-first", and the Roman numerals of names ("World War II"). */
final class OrdinalReader implements Reader {

  private static final Set<String> TAILS = Set.of("st", "nd", "rd", "th");

  @Override
  public @Nullable Reading read(Pieces pieces, int at) {
    Piece piece = pieces.at(at);
    if (piece.code()) {
      return null;
    }
    Numeral ordinal = ordinal(pieces, at);
    if (ordinal == null) {
      return roman(pieces, at);
    }
    String shown = ordinal.shown();
    if (pieces.says(ordinal.end(), "world", "war")) {
      return new Reading(Quantity.hard("number", "ord:" + shown, "n:" + shown), ordinal.end());
    }
    boolean figure = piece.is("first") || piece.is("second");
    Quantity quantity =
        figure
            ? Quantity.soft("ordinal", "ord:" + shown)
            : Quantity.hard("ordinal", "ord:" + shown);
    return new Reading(quantity, ordinal.end());
  }

  /** The position that is named there, or null. */
  static @Nullable Numeral ordinal(Pieces pieces, int at) {
    Piece piece = pieces.at(at);
    if (piece.isNumber()) {
      boolean tail = pieces.at(at + 1).glued() && pieces.at(at + 1).in(TAILS);
      boolean whole = piece.text().length() <= 6 && piece.text().matches("\\d+");
      return tail && whole ? Numeral.of(Ratio.of(Long.parseLong(piece.text())), at + 2) : null;
    }
    Integer tens = NumberWords.cardinal(piece.lower());
    int next = pieces.at(at + 1).is("-") ? at + 2 : at + 1;
    Integer unit = NumberWords.ordinal(pieces.at(next).lower());
    if (tens != null && tens >= 20 && unit != null && unit < 10) {
      return Numeral.of(Ratio.of(tens + unit), next + 1);
    }
    Integer value = NumberWords.ordinal(piece.lower());
    return value == null || !piece.isWord() ? null : Numeral.of(Ratio.of(value), at + 1);
  }

  private static @Nullable Reading roman(Pieces pieces, int at) {
    Piece piece = pieces.at(at);
    Integer value = NumberWords.roman(piece.text());
    if (value == null || !pieces.at(at - 1).capitalised()) {
      return null;
    }
    boolean surelyRoman =
        piece.text().length() > 1 || piece.is("v") && namesParts(pieces.at(at - 1));
    return surelyRoman
        ? new Reading(Quantity.hard("number", "n:" + value, "ord:" + value), at + 1)
        : null;
  }

  private static boolean namesParts(Piece before) {
    return before.in(
        Set.of(
            "part", "article", "act", "chapter", "title", "volume", "henry", "george", "charles"));
  }
}
