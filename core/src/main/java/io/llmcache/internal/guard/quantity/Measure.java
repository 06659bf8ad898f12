package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number with its unit, and what is added to it: "1 hour 30 minutes", "an hour and a half". */
final class Measure {

  private final List<Unit> meanings;
  private Ratio value;
  private int end;
  private boolean compound;

  Measure(Pieces pieces, List<Unit> meanings, Ratio value, int end) {
    this.meanings = meanings;
    this.value = value;
    this.end = end;
    addPart(pieces);
    addSmallerUnit(pieces);
  }

  /** Whether something was added. */
  boolean compound() {
    return compound;
  }

  Reading reading() {
    String[] keys = AmountReader.keys(meanings, value).toArray(new String[0]);
    return new Reading(Quantity.hard(meanings.get(0).dimension(), keys), end);
  }

  private void addPart(Pieces pieces) {
    if (!pieces.says(end, "and", "a")) {
      return;
    }
    Integer part = NumberWords.part(pieces.at(end + 2).lower());
    if (part != null && part <= 4) {
      add(Ratio.of(1, part), end + 3);
    }
  }

  private void addSmallerUnit(Pieces pieces) {
    Piece next = pieces.at(end);
    int at = next.is("and") || next.is(",") ? end + 1 : end;
    Numeral more = pieces.at(at).isNumber() ? NumeralReader.read(pieces, at) : null;
    UnitReader.Found unit = more == null ? null : UnitReader.read(pieces, more.end());
    Ratio factor = unit == null ? null : smaller(unit.meanings().get(0));
    if (more != null && unit != null && factor != null) {
      add(more.value().times(factor), unit.end());
    }
  }

  /** How much of this unit the other one is, or null if it is not a smaller one. */
  private @Nullable Ratio smaller(Unit other) {
    Unit mine = meanings.get(0);
    if (!mine.dimension().equals(other.dimension())) {
      return null;
    }
    Ratio share = other.factor().times(new Ratio(mine.factor().under(), mine.factor().over()));
    return share.lessThan(1) ? share : null;
  }

  private void add(Ratio more, int newEnd) {
    value = value.plus(more);
    end = newEnd;
    compound = true;
  }
}
