package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.guard.text.Pieces;

/** Adds up a number in words: "two hundred and twenty-five thousand". */
final class WordNumber {

  private final Pieces pieces;
  private int at;
  private long total;
  private long group;
  private boolean any;

  WordNumber(Pieces pieces, int at, long group) {
    this.pieces = pieces;
    this.at = at;
    this.group = group;
    this.any = group > 0;
  }

  Numeral read() {
    while (step()) {
      any = true;
    }
    return Numeral.of(Ratio.of(total + group), at);
  }

  private boolean step() {
    int next = any ? skipJoint(at) : at;
    Piece piece = pieces.at(next);
    if (!piece.isWord()) {
      return false;
    }
    Integer value = NumberWords.cardinal(piece.lower());
    if (value != null) {
      return add(value, next);
    }
    Long scale = NumberWords.scale(piece.lower());
    return scale != null && any && next == at && multiply(scale);
  }

  /** A hyphen after tens, an "and" after hundreds. */
  private int skipJoint(int from) {
    Piece piece = pieces.at(from);
    boolean hyphen = piece.is("-") && piece.glued() && group % 100 >= 20;
    boolean and = piece.is("and") && group % 100 == 0 && group + total >= 100;
    return hyphen || and ? from + 1 : from;
  }

  private boolean add(int value, int position) {
    boolean fits =
        !any
            || group % 100 == 0 && value < 100 && group + total > 0
            || group % 100 >= 20 && group % 10 == 0 && value > 0 && value < 10;
    if (fits) {
      group += value;
      at = position + 1;
    }
    return fits;
  }

  private boolean multiply(long scale) {
    if (group == 0 || group > 1_000_000_000L || total > 1_000_000_000_000_000L) {
      return false;
    }
    if (scale >= 1_000) {
      total += group * scale;
      group = 0;
    } else {
      group *= scale;
    }
    at++;
    return true;
  }
}
