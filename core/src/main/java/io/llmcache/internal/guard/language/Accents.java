package io.llmcache.internal.guard.language;

import java.text.Normalizer;

/** Words without their accents: "könnte" as "konnte". */
final class Accents {

  private Accents() {}

  static String without(String word) {
    if (isPlain(word)) {
      return word;
    }
    String apart = Normalizer.normalize(word, Normalizer.Form.NFD);
    StringBuilder bare = new StringBuilder(apart.length());
    apart
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(c -> bare.append(base(c)));
    return bare.toString();
  }

  static boolean isPlain(String word) {
    return word.chars().allMatch(c -> c < 128);
  }

  private static String base(int c) {
    return switch (c) {
      case '\u00DF' -> "ss";
      case '\u00E6' -> "ae";
      case '\u0153' -> "oe";
      case '\u00F8' -> "o";
      case '\u0142' -> "l";
      case '\u0131' -> "i";
      case '\u0111' -> "d";
      default -> Character.toString(c);
    };
  }
}
