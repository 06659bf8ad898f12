package io.llmcache.internal.guard;

import io.llmcache.internal.guard.quantity.Quantities;
import io.llmcache.internal.guard.quantity.Quantity;
import io.llmcache.internal.guard.quantity.QuantityMatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, units, money, dates and times must be the same, however they are written: "7 pm" is
 * "19:00", and "2 of 10" is not "10 of 2".
 */
final class NumbersGuard implements Guard {

  private static final Reading<List<Quantity>> QUANTITIES =
      new Reading<>(wording -> Quantities.of(wording.pieces()));

  @Override
  public String name() {
    return "numbers";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    return QuantityMatch.difference(QUANTITIES.of(one), QUANTITIES.of(other));
  }
}
