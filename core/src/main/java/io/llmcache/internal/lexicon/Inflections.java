package io.llmcache.internal.lexicon;

import java.util.Arrays;

/** From an inflected word to the lemmas that it may belong to. */
final class Inflections {

  private static final String VOWELS = "aeiou";
  private static final int MOST = 8;

  private final Lexicon lexicon;
  private final Irregular irregular;

  Inflections(Lexicon lexicon, Irregular irregular) {
    this.lexicon = lexicon;
    this.irregular = irregular;
  }

  int[] lemmas(String word) {
    Found found = new Found();
    found.add(lexicon.lemma(word));
    for (int lemma : irregular.lemmas(word)) {
      found.add(lemma);
    }
    plural(word, found);
    past(word, found);
    gerund(word, found);
    degree(word, found);
    return found.all();
  }

  private void plural(String word, Found found) {
    if (!word.endsWith("s") || word.endsWith("ss") || word.length() < 4) {
      return;
    }
    String[] stems = {cut(word, 1), cut(word, 2), cut(word, 3) + "y"};
    boolean[] fits = {true, word.endsWith("es"), word.endsWith("ies")};
    for (int i = 0; i < stems.length; i++) {
      if (fits[i]) {
        found.add(stems[i], Part.NOUN);
        found.add(stems[i], Part.VERB);
      }
    }
  }

  private void past(String word, Found found) {
    if (word.endsWith("ed") && word.length() > 3) {
      stems(cut(word, 2), Part.VERB, found);
      if (word.endsWith("ied")) {
        found.add(cut(word, 3) + "y", Part.VERB);
      }
    }
  }

  private void gerund(String word, Found found) {
    if (word.endsWith("ing") && word.length() > 4) {
      stems(cut(word, 3), Part.VERB, found);
      if (word.endsWith("ying")) {
        found.add(cut(word, 4) + "ie", Part.VERB);
      }
    }
  }

  private void degree(String word, Found found) {
    int ending = word.endsWith("est") ? 3 : word.endsWith("er") ? 2 : 0;
    if (ending > 0 && word.length() > ending + 2) {
      stems(cut(word, ending), Part.ADJECTIVE, found);
      if (cut(word, ending).endsWith("i")) {
        found.add(cut(word, ending + 1) + "y", Part.ADJECTIVE);
      }
    }
  }

  /** The stem itself, with its mute e, and without a doubled letter. */
  private void stems(String stem, Part part, Found found) {
    found.add(stem, part);
    found.add(stem + "e", part);
    int last = stem.length() - 1;
    boolean doubled =
        last > 1
            && stem.charAt(last) == stem.charAt(last - 1)
            && VOWELS.indexOf(stem.charAt(last)) < 0;
    if (doubled) {
      found.add(cut(stem, 1), part);
    }
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }

  /** The lemmas found so far. */
  private final class Found {
    private final int[] lemmas = new int[MOST];
    private int count;

    void add(String lemma, Part part) {
      int number = lexicon.lemma(lemma);
      if (lexicon.is(number, part)) {
        add(number);
      }
    }

    void add(int lemma) {
      if (lemma >= 0 && count < MOST && !has(lemma)) {
        lemmas[count++] = lemma;
      }
    }

    private boolean has(int lemma) {
      for (int i = 0; i < count; i++) {
        if (lemmas[i] == lemma) {
          return true;
        }
      }
      return false;
    }

    int[] all() {
      return Arrays.copyOf(lemmas, count);
    }
  }
}
