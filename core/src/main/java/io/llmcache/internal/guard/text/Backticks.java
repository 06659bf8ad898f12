package io.llmcache.internal.guard.text;

import java.util.Set;
import java.util.TreeSet;

/** The spans of code that a text quotes in backticks. */
final class Backticks {

  private Backticks() {}

  /** Each span with single spaces, case as written. */
  static Set<String> in(String plain) {
    Set<String> spans = new TreeSet<>();
    int open = plain.indexOf('`');
    while (open >= 0) {
      int close = plain.indexOf('`', open + 1);
      if (close < 0) {
        return spans;
      }
      if (close > open + 1) {
        spans.add("`" + plain.substring(open + 1, close).replaceAll("\\s+", " ").trim() + "`");
      }
      open = plain.indexOf('`', close + 1);
    }
    return spans;
  }
}
