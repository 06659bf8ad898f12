package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stands in quotation marks in a text. */
final class Quotes {

  private static final String DOUBLE = "\"\u201c\u201d\u201e\u00ab\u00bb";
  private static final String SINGLE = "'\u2018\u2019";
  private static final int LONGEST = 4_000;
  private static final String ENDS = ".,";

  private Quotes() {}

  /** The quoted texts in order, without the marks and a stop at the end. */
  static List<String> in(String whole) {
    String text = whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole;
    List<String> quotes = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = opens(text, at) ? end(text, at) : -1;
      if (end > at + 1) {
        quotes.add(plain(text.substring(at + 1, end)));
        at = end + 1;
      } else {
        at++;
      }
    }
    return quotes;
  }

  /** Typographic marks and space made plain. */
  static String plain(String quote) {
    String text = quote.strip().replaceAll("[\u2018\u2019]", "'").replaceAll("\\s+", " ");
    boolean stop = !text.isEmpty() && ENDS.indexOf(text.charAt(text.length() - 1)) >= 0;
    return stop ? text.substring(0, text.length() - 1) : text;
  }

  static String lower(String text) {
    return plain(text).toLowerCase(Locale.ROOT);
  }

  private static boolean opens(String text, int at) {
    char c = text.charAt(at);
    boolean mark = isMark(c);
    boolean inside = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
    boolean leads = at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
    return mark && leads && !inside;
  }

  private static boolean isMark(char c) {
    return DOUBLE.indexOf(c) >= 0 || SINGLE.indexOf(c) >= 0 || c == '`';
  }

  private static int end(String text, int open) {
    String marks = marks(text.charAt(open));
    for (int i = open + 1; i < text.length(); i++) {
      boolean inside =
          i + 1 < text.length()
              && Character.isLetterOrDigit(text.charAt(i + 1))
              && SINGLE.equals(marks);
      if (marks.indexOf(text.charAt(i)) >= 0 && !inside) {
        return i;
      }
    }
    return -1;
  }

  private static String marks(char c) {
    if (DOUBLE.indexOf(c) >= 0) {
      return DOUBLE;
    }
    return c == '`' ? "`" : SINGLE;
  }
}
