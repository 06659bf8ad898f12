package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;
import java.util.Set;

/**
 * One word of a sentence.
 *
 * @param text in lower case, contractions written out
 * @param kind what the word does in the sentence
 * @param lemmas numbers in the lexicon; empty for an unknown word
 * @param stems the text, and what it may be inflected from
 * @param capital written with a capital letter where the place does not ask for one
 * @param pause a comma or the like follows
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and tokens are not compared
record Token(
    String text, Kind kind, int[] lemmas, Set<String> stems, boolean capital, boolean pause) {

  private static final int[] NONE = {};

  Token(String text, Kind kind, int[] lemmas, boolean capital, boolean pause) {
    this(text, kind, lemmas, Stems.of(text), capital, pause);
  }

  /** What a word does. */
  enum Kind {
    /** Carries meaning. */
    CONTENT,
    /** Articles, prepositions, auxiliaries and the like. */
    FUNCTION,
    /** Numbers, units at numbers, identifiers: other guards compare those. */
    CODE
  }

  static Token function(String text, boolean pause) {
    return new Token(text, Kind.FUNCTION, NONE, false, pause);
  }

  static Token word(String text, boolean pause) {
    return new Token(text, Kind.CONTENT, Lexicon.english().lemmas(text), false, pause);
  }

  Token withLemmas(int[] others) {
    return new Token(text, kind, others, stems, capital, pause);
  }

  boolean isContent() {
    return kind == Kind.CONTENT;
  }

  boolean isCode() {
    return kind == Kind.CODE;
  }

  boolean isKnown() {
    return lemmas.length > 0;
  }

  /** Whether the word names somebody or something: unknown, capital, or a name in the lexicon. */
  boolean isName() {
    return isContent() && (capital || !isKnown() || isListedName());
  }

  private boolean isListedName() {
    return Lexicon.english().isName(lemmas[0]) && !is(Part.VERB) && !is(Part.ADJECTIVE);
  }

  boolean is(Part part) {
    for (int lemma : lemmas) {
      if (Lexicon.english().is(lemma, part)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the word is more often of this part of speech than of the other. */
  boolean rather(Part part, Part other) {
    int difference = 0;
    for (int lemma : lemmas) {
      Lexicon lexicon = Lexicon.english();
      difference =
          Math.max(difference, lexicon.frequency(lemma, part) - lexicon.frequency(lemma, other));
    }
    return difference > 0 || (is(part) && !is(other));
  }

  boolean isLight() {
    return isOf(WordClass.LIGHT) || isOf(WordClass.FILLERS);
  }

  /** Whether the word or its stem is of a class. */
  boolean isOf(WordClass words) {
    for (String stem : stems) {
      if (words.has(stem)) {
        return true;
      }
    }
    return false;
  }
}
