package io.llmcache.internal.guard;

import java.util.LinkedHashSet;
import java.util.Set;

/** What a word may be an inflection of, as text: for the guards' own lists. */
final class Stems {

  private static final String[][] ENDINGS = {
    {"ies", "y"},
    {"es", ""},
    {"s", ""},
    {"ied", "y"},
    {"ed", ""},
    {"ed", "e"},
    {"ing", ""},
    {"ing", "e"}
  };

  private Stems() {}

  static Set<String> of(String word) {
    char last = word.isEmpty() ? ' ' : word.charAt(word.length() - 1);
    if (last != 's' && last != 'd' && last != 'g') {
      return Set.of(word);
    }
    Set<String> stems = new LinkedHashSet<>();
    stems.add(word);
    for (String[] ending : ENDINGS) {
      if (word.endsWith(ending[0]) && word.length() > ending[0].length() + 2) {
        String stem = word.substring(0, word.length() - ending[0].length());
        stems.add(stem + ending[1]);
        stems.add(undoubled(stem) + ending[1]);
      }
    }
    return stems;
  }

  private static String undoubled(String stem) {
    int last = stem.length() - 1;
    return last > 2 && stem.charAt(last) == stem.charAt(last - 1) ? stem.substring(0, last) : stem;
  }
}
