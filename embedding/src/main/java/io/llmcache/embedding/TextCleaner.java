package io.llmcache.embedding;

import java.text.Normalizer;

/**
 * Brings a text to the form that the vocabulary is written in: no controls, every blank a space,
 * blanks around ideographs, no accents, lower case. Pure.
 */
final class TextCleaner {

  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int REPLACEMENT = 0xFFFD;

  private TextCleaner() {}

  static String clean(String text) {
    StringBuilder spaced = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> space(point, spaced));
    String decomposed = Normalizer.normalize(spaced, Normalizer.Form.NFD);
    StringBuilder lower = new StringBuilder(decomposed.length());
    decomposed.codePoints().forEach(point -> lower(point, lower));
    return lower.toString();
  }

  private static void space(int point, StringBuilder to) {
    if (isBlank(point)) {
      to.append(' ');
    } else if (isIdeograph(point)) {
      to.append(' ').appendCodePoint(point).append(' ');
    } else if (!isDropped(point)) {
      to.appendCodePoint(point);
    }
  }

  private static void lower(int point, StringBuilder to) {
    if (point == CAPITAL_I_WITH_DOT) {
      to.append("i\u0307");
    } else if (Character.getType(point) != Character.NON_SPACING_MARK) {
      to.appendCodePoint(Character.toLowerCase(point));
    }
  }

  /** Other controls that part lines are dropped: the models' own tokenizer does so. */
  static boolean isBlank(int point) {
    return point == '\t' || point == '\n' || point == '\r' || Character.isSpaceChar(point);
  }

  /** Unassigned code points stay: the models' own tokenizer keeps them. */
  private static boolean isDropped(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
      default -> point == REPLACEMENT;
    };
  }

  /** The ranges of the models' own tokenizer, which leave out 2B820 to 2B91F. */
  private static boolean isIdeograph(int point) {
    return point >= 0x3400
        && (within(point, 0x4E00, 0x9FFF)
            || within(point, 0x3400, 0x4DBF)
            || within(point, 0x20000, 0x2A6DF)
            || within(point, 0x2A700, 0x2B73F)
            || within(point, 0x2B740, 0x2B81F)
            || within(point, 0x2B920, 0x2CEAF)
            || within(point, 0xF900, 0xFAFF)
            || within(point, 0x2F800, 0x2FA1F));
  }

  private static boolean within(int point, int first, int last) {
    return point >= first && point <= last;
  }
}
