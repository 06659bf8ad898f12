package io.llmcache.cli.tune;

import java.util.Locale;

/** Pieces of XHTML, which is HTML that an XML parser can check. */
final class Html {

  private Html() {}

  /** Text for between tags or within quotes; what XML cannot hold becomes U+FFFD. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> escape(c, escaped));
    return escaped.toString();
  }

  private static void escape(int c, StringBuilder escaped) {
    switch (c) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> escaped.appendCodePoint(isText(c) ? c : 0xfffd);
    }
  }

  private static boolean isText(int c) {
    boolean control = c < ' ' && c != '\t' && c != '\n';
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    return !control && !surrogate && c != 0xfffe && c != 0xffff;
  }

  /** Formats numbers as SVG and CSS write them. */
  static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
