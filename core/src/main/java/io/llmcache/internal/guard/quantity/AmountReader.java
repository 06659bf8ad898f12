package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain numbers and numbers with a unit: "7", "-5", "$10", "10 USD", "an hour and a half".
 */
final class AmountReader implements Reader {

  private static final Set<String> NO_MEASURE_AFTER_ARTICLE =
      Set.of("degree", "bit", "times", "percent", "b", "watt", "volt", "ton", "hertz");

  private static final Set<String> AFTER_A_SECOND =
      Set.of("to", "of", "and", "or", "later", "ago", "per", "for", "in", "is", "longer", "faster");

  private static final Set<String> RANGE = Set.of("-", "to", "and", "or");

  private static final Set<String> OVER = Set.of("over", "under", "above", "below", "-");

  private static final Set<String> AGE = Set.of("age", "aged", "ages");

  @Override
  public @Nullable Reading read(Pieces pieces, int at) {
    Piece first = pieces.at(at);
    if (first.code()) {
      return null;
    }
    boolean minus = isMinus(pieces, at);
    int start = minus ? at + 1 : at;
    List<Unit> currency = currency(pieces, start);
    int digits = currency.isEmpty() ? start : afterCurrency(pieces, start);
    Numeral numeral = NumeralReader.read(pieces, digits);
    if (numeral == null) {
      return null;
    }
    Numeral signed = minus ? negated(numeral) : numeral;
    return currency.isEmpty() ? measured(pieces, signed, at) : money(pieces, currency, signed);
  }

  private static boolean isMinus(Pieces pieces, int at) {
    Piece sign = pieces.at(at);
    Piece next = pieces.at(at + 1);
    boolean dash = sign.is("-") && !sign.glued() && next.glued();
    return (dash || sign.is("minus") || sign.is("negative")) && (next.isNumber() || !dash);
  }

  private static Numeral negated(Numeral numeral) {
    return new Numeral(numeral.value().negated(), "-" + numeral.shown(), false, numeral.end());
  }

  private static List<Unit> currency(Pieces pieces, int at) {
    int symbol = pieces.says(at, "us", "$") ? at + 1 : at;
    List<Unit> named = Units.named(pieces.at(symbol).lower(), true);
    boolean money =
        !named.isEmpty()
            && named.get(0).dimension().length() == 3
            && (pieces.at(symbol).text().length() == 1 || isCode(pieces.at(symbol)));
    return money && pieces.at(symbol + 1).isNumber() ? named : List.of();
  }

  private static boolean isCode(Piece piece) {
    return piece.text().length() == 3 && !piece.text().equals(piece.lower());
  }

  private static int afterCurrency(Pieces pieces, int at) {
    return pieces.says(at, "us", "$") ? at + 2 : at + 1;
  }

  private static Reading money(Pieces pieces, List<Unit> currency, Numeral numeral) {
    Numeral amount = millions(pieces, numeral);
    Quantity quantity =
        Quantity.hard("money", keys(currency, amount.value()).toArray(new String[0]));
    UnitReader.Found again = UnitReader.read(pieces, amount.end());
    if (again != null && again.meanings().equals(currency)) {
      return new Reading(quantity, again.end());
    }
    return new Reading(quantity, amount.end());
  }

  private static Numeral millions(Pieces pieces, Numeral numeral) {
    Piece next = pieces.at(numeral.end());
    boolean glued = next.glued() && (next.is("m") || next.is("b"));
    return glued
        ? numeral.scaled(Ratio.of(next.is("m") ? 1_000_000L : 1_000_000_000L), numeral.end() + 1)
        : numeral;
  }

  private static @Nullable Reading measured(Pieces pieces, Numeral numeral, int at) {
    UnitReader.Found unit = UnitReader.read(pieces, numeral.end());
    if (unit == null) {
      unit = laterUnit(pieces, numeral.end());
    }
    if (unit == null) {
      return bare(pieces, numeral, at);
    }
    if (isPeople(pieces, numeral, at)) {
      return bare(pieces, new Numeral(numeral.value(), numeral.shown(), false, unit.end()), at);
    }
    if (numeral.article()) {
      return article(pieces, unit, at);
    }
    return new Measure(
            pieces, unit.meanings(), numeral.value(), Math.max(unit.end(), numeral.end()))
        .reading();
  }

  /** "over-65s" are no seconds. */
  private static boolean isPeople(Pieces pieces, Numeral numeral, int at) {
    return pieces.at(numeral.end()).is("s") && pieces.at(at - 1).in(OVER);
  }

  /** The unit of the second number of a range is the first one's too: "5 to 10 km", "$5-10". */
  private static UnitReader.@Nullable Found laterUnit(Pieces pieces, int at) {
    if (!pieces.at(at).in(RANGE)) {
      return null;
    }
    Numeral second = pieces.at(at + 1).isNumber() ? NumeralReader.read(pieces, at + 1) : null;
    UnitReader.Found unit = second == null ? null : UnitReader.read(pieces, second.end());
    return unit == null ? null : new UnitReader.Found(unit.meanings(), at);
  }

  private static @Nullable Reading article(Pieces pieces, UnitReader.Found unit, int at) {
    Unit first = unit.meanings().get(0);
    if (NO_MEASURE_AFTER_ARTICLE.contains(first.dimension()) || isOrdinal(pieces, unit.end())) {
      return null;
    }
    Measure measure = new Measure(pieces, unit.meanings(), Ratio.ONE, unit.end());
    if (measure.compound() || pieces.at(at).is("one")) {
      return measure.reading();
    }
    Set<String> keys = new HashSet<>(keys(unit.meanings(), Ratio.ONE));
    keys.add("rate:" + first.key(Ratio.ONE));
    return new Reading(Quantity.soft(first.dimension(), keys.toArray(new String[0])), unit.end());
  }

  /** "a second opinion" is no span of time. */
  private static boolean isOrdinal(Pieces pieces, int end) {
    return pieces.at(end - 1).is("second")
        && pieces.at(end).isWord()
        && !pieces.at(end).in(AFTER_A_SECOND);
  }

  private static @Nullable Reading bare(Pieces pieces, Numeral numeral, int at) {
    if (numeral.article()) {
      boolean one = pieces.at(at).is("one");
      return one ? new Reading(Quantity.soft("number", "n:1"), numeral.end()) : null;
    }
    if (pieces.at(at - 1).in(AGE) || pieces.at(at - 1).is("of") && pieces.at(at - 2).in(AGE)) {
      List<Unit> years = Units.named("years", false);
      return new Reading(
          Quantity.hard("month", keys(years, numeral.value()).toArray(new String[0])),
          numeral.end());
    }
    List<Unit> earlier = earlierCurrency(pieces, at);
    if (!earlier.isEmpty()) {
      return money(pieces, earlier, numeral);
    }
    String kind = isYear(numeral) ? "year" : "number";
    return new Reading(Quantity.hard(kind, "n:" + numeral.shown()), numeral.end());
  }

  /** The currency of the first number of a range is the second one's too: "$5-10". */
  private static List<Unit> earlierCurrency(Pieces pieces, int at) {
    boolean range = pieces.at(at - 1).in(RANGE) && pieces.at(at - 2).isNumber();
    return range ? currency(pieces, at - 3) : List.of();
  }

  static boolean isYear(Numeral numeral) {
    String shown = numeral.shown();
    return shown.length() == 4 && (shown.charAt(0) == '1' || shown.startsWith("20"));
  }

  static Set<String> keys(List<Unit> meanings, Ratio value) {
    Set<String> keys = new HashSet<>();
    meanings.forEach(unit -> keys.add(unit.key(value)));
    return keys;
  }
}
