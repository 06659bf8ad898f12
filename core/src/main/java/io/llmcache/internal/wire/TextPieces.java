package io.llmcache.internal.wire;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into pieces as a model would send them. */
public final class TextPieces {

  private static final int LENGTH = 32;

  private TextPieces() {}

  /**
   * Pieces of about 30 characters that begin after a blank where there is one, never inside a
   * surrogate pair; joined they are the text. None for an empty text.
   */
  public static List<String> of(String text) {
    List<String> pieces = new ArrayList<>(text.length() / LENGTH + 1);
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + LENGTH);
      if (to < text.length()) {
        int blank = text.lastIndexOf(' ', to - 1);
        to = blank > from ? blank + 1 : to;
        to += Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
      }
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }
}
