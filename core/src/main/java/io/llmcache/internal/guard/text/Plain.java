package io.llmcache.internal.guard.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** A text with one spelling for each quote, dash, digit and space. */
public final class Plain {

  private static final Pattern WORLD_WAR = Pattern.compile("\\b(?:WW|ww)([12]|I{1,2})\\b");

  private Plain() {}

  /** Never null; about as long as the text. */
  public static String of(String text) {
    String plain = plain(text);
    boolean war = plain.contains("WW") || plain.contains("ww");
    return war ? WORLD_WAR.matcher(plain).replaceAll("World War $1") : plain;
  }

  private static String plain(String text) {
    if (text.chars().allMatch(c -> c < 127 && c != '&')) {
      return text;
    }
    String composed = Normalizer.normalize(unescaped(text), Normalizer.Form.NFKC);
    StringBuilder plain = new StringBuilder(composed.length());
    composed.codePoints().map(Plain::plain).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static String unescaped(String text) {
    return text.indexOf('&') < 0
        ? text
        : text.replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
  }

  private static int plain(int c) {
    return switch (c) {
      case '\u2018', '\u2019', '\u201B', '\u02BC' -> '\'';
      case '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB' -> '"';
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> '-';
      case '\u2044', '\u2215' -> '/';
      default -> other(c);
    };
  }

  private static int other(int c) {
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      return c == '\n' ? c : ' ';
    }
    return Character.isDigit(c) ? '0' + Character.digit(c, 10) : c;
  }
}
