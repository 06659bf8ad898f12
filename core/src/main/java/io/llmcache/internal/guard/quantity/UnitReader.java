package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the unit behind a number: "km", "per cent", "square metres", "-year-old". */
final class UnitReader {

  /**
   * The unit, in all its meanings.
   *
   * @param end the index of the first piece after it
   */
  record Found(List<Unit> meanings, int end) {}

  private static final Map<String, String> MONEY_OF =
      Map.of(
          "canadian", "CAD",
          "australian", "AUD",
          "singapore", "SGD",
          "mexican", "MXN",
          "swiss", "CHF",
          "us", "USD",
          "american", "USD",
          "british", "GBP");

  private static final Set<String> COINS =
      Set.of("dollar", "dollars", "pound", "pounds", "peso", "pesos", "franc", "francs");

  private static final Set<String> POWERS =
      Set.of("square", "sq", "cubic", "squared", "cubed", "light", "nautical", "fluid");

  private static final Set<String> SCALES = Set.of("C", "F");

  private static final Set<String> PER = Set.of("per", "/", "an", "a");

  private UnitReader() {}

  /** The unit that begins there, or null. */
  static @Nullable Found read(Pieces pieces, int at) {
    int start = pieces.at(at).is("-") && pieces.at(at + 1).glued() ? at + 1 : at;
    Found found = compound(pieces, start);
    return found == null ? null : old(pieces, found);
  }

  private static @Nullable Found compound(Pieces pieces, int at) {
    Piece first = pieces.at(at);
    if (first.code()) {
      return null;
    }
    if (pieces.says(at, "per", "cent")) {
      return new Found(Units.named("percent", false), at + 2);
    }
    String currency = MONEY_OF.get(first.lower());
    if (currency != null && pieces.at(at + 1).in(COINS)) {
      return new Found(List.of(new Unit(currency, Ratio.ONE)), at + 2);
    }
    if (first.in(POWERS)) {
      return powered(first.lower(), simple(pieces, at + 1));
    }
    Found simple = simple(pieces, at);
    return simple == null ? null : per(pieces, simple);
  }

  private static @Nullable Found simple(Pieces pieces, int at) {
    Piece piece = pieces.at(at);
    if (piece.is("\u00B0") && pieces.at(at + 1).in(Set.of("c", "f"))) {
      return new Found(Units.named(pieces.at(at + 1).lower(), true), at + 2);
    }
    List<Unit> meanings =
        Units.named(piece.lower(), piece.glued() || SCALES.contains(piece.text()));
    if (meanings.isEmpty() || piece.glued() && piece.text().equals("M")) {
      return null;
    }
    if (meanings.get(0).dimension().equals("degree")) {
      Piece scale = pieces.at(at + 1);
      if (scale.in(Set.of("c", "f", "celsius", "fahrenheit", "centigrade"))) {
        return new Found(Units.named(scale.lower(), true), at + 2);
      }
    }
    return new Found(meanings, at + 1);
  }

  private static @Nullable Found powered(String power, @Nullable Found base) {
    if (base == null) {
      return null;
    }
    Unit unit = base.meanings().get(0);
    String name = power.replace("sq", "square").replace("squareuare", "square");
    return new Found(
        List.of(new Unit(name + " " + unit.dimension() + unit.factor(), Ratio.ONE)), base.end());
  }

  /** "miles per hour", "km/h": a unit of its own, which is converted no further. */
  private static Found per(Pieces pieces, Found base) {
    Piece joint = pieces.at(base.end());
    boolean speed = base.meanings().get(0).dimension().equals("length");
    if (!speed || !joint.in(PER)) {
      return base;
    }
    Piece below = pieces.at(base.end() + 1);
    List<Unit> unit = Units.named(below.lower(), joint.is("/"));
    if (unit.isEmpty() || !unit.get(0).dimension().equals("time")) {
      return base;
    }
    return new Found(speed(base.meanings().get(0), unit.get(0)), base.end() + 2);
  }

  private static List<Unit> speed(Unit length, Unit time) {
    String name = length.factor() + "/" + time.factor();
    return switch (name) {
      case "1000/3600" -> Units.named("kmh", false);
      case "201168/125/3600" -> Units.named("mph", false);
      default -> List.of(new Unit("speed " + name, Ratio.ONE));
    };
  }

  /** "-year-old", "years old", "years of age" say no more than "years". */
  private static Found old(Pieces pieces, Found found) {
    int end = found.end();
    if (pieces.says(end, "-", "old")) {
      return new Found(found.meanings(), end + 2);
    }
    if (pieces.at(end).in(Set.of("old", "olds"))) {
      return new Found(found.meanings(), end + 1);
    }
    return pieces.says(end, "of", "age") ? new Found(found.meanings(), end + 2) : found;
  }
}
