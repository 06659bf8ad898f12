package io.llmcache.internal.guard.language;

import java.lang.Character.UnicodeScript;

/** Whether the letters of a text are Latin. */
final class Scripts {

  private Scripts() {}

  /** Single Greek letters are signs of mathematics, not of a language. */
  static boolean areLatin(String text) {
    int greek = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      UnicodeScript script = Character.isLetter(c) ? UnicodeScript.of(c) : UnicodeScript.LATIN;
      greek = script == UnicodeScript.GREEK ? greek + 1 : 0;
      boolean covered =
          script == UnicodeScript.LATIN
              || script == UnicodeScript.COMMON
              || script == UnicodeScript.INHERITED
              || script == UnicodeScript.GREEK && greek == 1;
      if (!covered) {
        return false;
      }
    }
    return true;
  }
}
