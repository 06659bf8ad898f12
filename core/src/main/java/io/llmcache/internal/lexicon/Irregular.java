package io.llmcache.internal.lexicon;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Forms that no rule makes: "bought", "mice", "worse". */
final class Irregular {

  private static final int[] NONE = {};

  private final Map<String, int[]> lemmas = new HashMap<>();

  Irregular(LexiconReader in) throws IOException {
    int forms = in.number();
    for (int i = 0; i < forms; i++) {
      String form = in.string();
      lemmas.put(form, in.numbers(in.number()));
    }
  }

  int[] lemmas(String form) {
    return lemmas.getOrDefault(form, NONE);
  }
}
