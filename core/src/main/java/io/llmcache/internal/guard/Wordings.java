package io.llmcache.internal.guard;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts that were compared last, with what was read from them, so that a popular question is
 * not read anew for each one that is near it. Holds a few megabytes at most. Thread-safe.
 */
final class Wordings {

  /** Each costs some hundred bytes. */
  private static final int MOST_LETTERS = 32_000;

  private static final int LONGEST = 1_000;

  private final Map<String, Wording> recent = new LinkedHashMap<>(16, 0.75f, true);
  private int letters;

  Wording of(String text) {
    if (text.length() > LONGEST) {
      return new Wording(text);
    }
    synchronized (recent) {
      Wording known = recent.get(text);
      return known == null ? keep(text) : known;
    }
  }

  private Wording keep(String text) {
    Wording wording = new Wording(text);
    recent.put(text, wording);
    letters += cost(text);
    Iterator<String> eldest = recent.keySet().iterator();
    while (letters > MOST_LETTERS) {
      letters -= cost(eldest.next());
      eldest.remove();
    }
    return wording;
  }

  /** A short text has its overhead, too. */
  private static int cost(String text) {
    return text.length() + 16;
  }
}
