package io.llmcache.internal.guard.text;

import java.util.List;

/** The pieces of a text, in order. Immutable; any index may be asked for. */
public final class Pieces {

  private final String plain;
  private final List<Piece> pieces;

  private Pieces(String plain) {
    this.plain = plain;
    this.pieces = List.copyOf(new Cutter(plain).run());
  }

  /** The pieces of any text; linear in its length. */
  public static Pieces of(String text) {
    return new Pieces(Plain.of(text));
  }

  /** The text that they are of, made plain. */
  String plain() {
    return plain;
  }

  /** How many there are. */
  public int size() {
    return pieces.size();
  }

  /** The piece there; one of kind NONE outside of the text. */
  public Piece at(int index) {
    return index < 0 || index >= pieces.size() ? Piece.NONE : pieces.get(index);
  }

  /** Whether these words stand there, one after the other. */
  public boolean says(int index, String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!at(index + i).is(words[i])) {
        return false;
      }
    }
    return true;
  }
}
