package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;
import java.util.Set;

/** Tells how two words are tied. */
final class Kinship {

  private static final int COMMON_SENSES = 4;
  private static final int FIRST_SENSES = 2;
  private static final WordPairs NEAR = WordPairs.groups("near.txt");
  private static final WordPairs CONTRASTS = WordPairs.sides("contrasts.txt");

  private static final WordPairs PRONOUNS = WordPairs.groups("pronouns.txt");
  private static final Set<String> INFLECTED =
      Set.of("like", "own", "back", "close", "near", "round", "down", "up");

  private Kinship() {}

  static boolean same(Token one, Token other) {
    if (one.text().equals(other.text())) {
      return true;
    }
    if (one.isContent() && other.isContent()) {
      return shareLemma(one, other);
    }
    return !one.isCode() && !other.isCode() && sameForm(one, other);
  }

  /** "Me" and "I"; "liked" and "like", of which one looks like a preposition. */
  private static boolean sameForm(Token one, Token other) {
    return PRONOUNS.has(one.text(), other.text())
        || (INFLECTED.contains(one.text()) && other.stems().contains(one.text()))
        || (INFLECTED.contains(other.text()) && one.stems().contains(other.text()));
  }

  private static boolean shareLemma(Token one, Token other) {
    for (int a : one.lemmas()) {
      for (int b : other.lemmas()) {
        if (a == b) {
          return true;
        }
      }
    }
    return false;
  }

  /** Of two words that are not the same. */
  static Kin between(Token one, Token other) {
    if (opposite(one, other)) {
      return Kin.OPPOSITE;
    }
    if (near(one, other)) {
      return Kin.SYNONYM;
    }
    if (!one.isContent() || !other.isContent()) {
      return Kin.NONE;
    }
    if (synonyms(one, other)) {
      return Kin.SYNONYM;
    }
    return Typo.between(one, other) ? Kin.SPELLING : Kin.NONE;
  }

  private static boolean opposite(Token one, Token other) {
    if (pairs(CONTRASTS, one, other)) {
      return true;
    }
    return one.isContent()
        && other.isContent()
        && (Prefixes.oppose(one.text(), other.text())
            || any(one, other, Lexicon.english()::opposites));
  }

  private static boolean near(Token one, Token other) {
    return pairs(NEAR, one, other);
  }

  /** Lists hold base forms: a word's own text and its stems are looked up. */
  private static boolean pairs(WordPairs list, Token one, Token other) {
    for (String a : one.stems()) {
      for (String b : other.stems()) {
        if (list.has(a, b)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean synonyms(Token one, Token other) {
    Lexicon lexicon = Lexicon.english();
    return any(
        one,
        other,
        (a, b) ->
            lexicon.synonyms(a, b, COMMON_SENSES)
                || lexicon.derived(a, b)
                || lexicon.broader(a, b, Part.VERB, FIRST_SENSES)
                || lexicon.broader(a, b, Part.ADJECTIVE, FIRST_SENSES));
  }

  private static boolean any(Token one, Token other, Lemmas test) {
    for (int a : one.lemmas()) {
      for (int b : other.lemmas()) {
        if (test.test(a, b)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A question about two lemmas. */
  private interface Lemmas {
    boolean test(int one, int other);
  }
}
