package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All quantities of a text, from left to right. */
public final class Quantities {

  /** The first that can read a quantity reads it. */
  private static final List<Reader> READERS =
      List.of(
          new DateReader(),
          new ClockReader(),
          new DigitsReader(),
          new DecadeReader(),
          new OrdinalReader(),
          new AmountReader(),
          new RelativeReader(),
          new UnitNameReader());

  private static final Set<String> LIST_JOINTS = Set.of("and", "or", ",", "&", "vs", "versus", ".");

  private static final int MOST = 200;

  private final Pieces pieces;
  private final List<Quantity> found = new ArrayList<>();
  private int lastEnd = -1;

  private Quantities(Pieces pieces) {
    this.pieces = pieces;
  }

  /** Never null; the first few hundred of a very long text. */
  public static List<Quantity> of(Pieces pieces) {
    return new Quantities(pieces).run();
  }

  private List<Quantity> run() {
    int at = 0;
    while (at < pieces.size() && found.size() < MOST) {
      Reading reading = Beginnings.mayBegin(pieces.at(at)) ? read(at) : null;
      if (reading == null) {
        at++;
      } else {
        add(reading, at);
        at = Math.max(at + 1, reading.end());
      }
    }
    return found;
  }

  private @Nullable Reading read(int at) {
    for (Reader reader : READERS) {
      Reading reading = reader.read(pieces, at);
      if (reading != null) {
        return reading;
      }
    }
    return null;
  }

  private void add(Reading reading, int start) {
    Quantity quantity = reading.quantity();
    boolean listed = isList(start);
    if (listed) {
      Quantity last = found.get(found.size() - 1);
      found.set(found.size() - 1, last.in(last.place().inList()));
    }
    String role = RoleReader.role(pieces, start, reading.end(), quantity.kind());
    found.add(quantity.in(new Place(role, counted(reading.end()), listed)));
    lastEnd = reading.end();
  }

  private boolean isList(int start) {
    if (found.isEmpty() || start <= lastEnd || start - lastEnd > 2) {
      return false;
    }
    for (int i = lastEnd; i < start; i++) {
      if (!pieces.at(i).in(LIST_JOINTS)) {
        return false;
      }
    }
    return true;
  }

  private String counted(int end) {
    Piece next = pieces.at(pieces.at(end).is("-") ? end + 1 : end);
    return next.isWord() ? Calendar.singular(next.lower()) : "";
  }
}
