package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Pieces;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a unit without a number: "how many teaspoons", "from miles to kilometres", "in dollars".
 */
final class UnitNameReader implements Reader {

  private static final Set<String> SURE =
      Set.of(
          "km", "kg", "usd", "eur", "gbp", "jpy", "inr", "cad", "aud", "lbs", "mph", "kcal", "mins",
          "hrs", "ml", "cm", "mm", "mg", "peso", "gb", "mb", "tb", "kb", "yen");

  private static final Set<String> NOT_SURE =
      Set.of(
          "second",
          "times",
          "byte",
          "stone",
          "stones",
          "foot",
          "feet",
          "pound",
          "meter",
          "yard",
          "degree",
          "degrees",
          "hour",
          "minute",
          "month",
          "year",
          "week",
          "bits",
          "amps",
          "bucks",
          "sterling",
          "decade",
          "cups",
          "penny",
          "percent",
          "cents",
          "days",
          "years",
          "gigs");

  @Override
  public @Nullable Reading read(Pieces pieces, int at) {
    String word = pieces.at(at).lower();
    boolean sure = word.length() > 3 ? !NOT_SURE.contains(word) : SURE.contains(word);
    List<Unit> meanings = sure && pieces.at(at).isWord() ? Units.named(word, false) : List.of();
    if (meanings.isEmpty()) {
      return null;
    }
    Unit unit = meanings.get(0);
    return new Reading(Quantity.soft("unit", "unit:" + unit.key(Ratio.ONE)), at + 1);
  }
}
