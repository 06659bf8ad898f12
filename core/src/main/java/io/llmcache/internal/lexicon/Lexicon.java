package io.llmcache.internal.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * English words and what ties them. Lemmas are numbers; a negative one is an unknown word, of which
 * nothing holds. Thread-safe; loaded at the first use, in a tenth of a second.
 */
public final class Lexicon {

  private static final class Holder {
    static final Lexicon WORDNET = load();
  }

  /** Common words come early. A search in the whole lexicon costs some dozen cache misses. */
  private static final int MOST_RECALLED = 8_192;

  private final Map<String, int[]> recalled = new ConcurrentHashMap<>();
  private final Texts texts;
  private final Senses senses;
  private final Relation opposed;
  private final Relation antonyms;
  private final Relation derivations;
  private final Inflections inflections;

  Lexicon(
      Texts texts,
      Senses senses,
      Relation opposed,
      Relation antonyms,
      Relation derivations,
      Irregular irregular) {
    this.texts = texts;
    this.senses = senses;
    this.opposed = opposed;
    this.antonyms = antonyms;
    this.derivations = derivations;
    this.inflections = new Inflections(this, irregular);
  }

  public static Lexicon english() {
    return Holder.WORDNET;
  }

  private static Lexicon load() {
    try (InputStream in = Lexicon.class.getResourceAsStream("lexicon.bin")) {
      if (in == null) {
        throw new IOException("The lexicon is missing on the class path");
      }
      return LexiconReader.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lemma of this very text in lower case ("set_up" for a verb with a particle). */
  public int lemma(CharSequence text) {
    return texts.find(text);
  }

  /**
   * The lemmas that an inflected word in lower case may belong to; empty for an unknown word. Not
   * to be written into.
   */
  public int[] lemmas(String word) {
    int[] known = recalled.get(word);
    if (known != null) {
      return known;
    }
    int[] lemmas = inflections.lemmas(word);
    if (lemmas.length > 0 && recalled.size() < MOST_RECALLED) {
      recalled.put(word, lemmas);
    }
    return lemmas;
  }

  public boolean knows(String word) {
    return lemmas(word).length > 0;
  }

  public boolean is(int lemma, Part part) {
    return lemma >= 0 && senses.has(lemma, part);
  }

  /** Whether the commonest meaning is a person, a place or the like. */
  public boolean isName(int lemma) {
    return lemma >= 0 && senses.isName(lemma);
  }

  /** From 0, never seen in text, to 15: the binary logarithm of a count. */
  public int frequency(int lemma, Part part) {
    return lemma < 0 ? 0 : senses.frequency(lemma, part);
  }

  /** Whether two lemmas share one of their first senses. */
  public boolean synonyms(int one, int other, int atMost) {
    return related(one, other, atMost, a -> b -> a == b);
  }

  /**
   * Whether a sense of one is the next broader one of the other's: remove and delete; of an
   * adjective, the head of its cluster.
   */
  public boolean broader(int one, int other, Part part, int atMost) {
    return related(
        part, one, other, atMost, a -> b -> senses.parent(a) == b || senses.parent(b) == a);
  }

  /** Whether the two are opposites, as words (hot and cold) or in meaning (hot and icy). */
  public boolean opposites(int one, int other) {
    return one >= 0
        && other >= 0
        && (antonyms.holds(one, other) || antonyms.holds(other, one) || opposed(one, other));
  }

  private boolean opposed(int one, int other) {
    return related(Part.ADJECTIVE, one, other, 2, a -> b -> opposed.holds(head(a), head(b)));
  }

  private int head(int sense) {
    return senses.parent(sense) < 0 ? sense : senses.parent(sense);
  }

  /** Whether one is made from the other: decide and decision. */
  public boolean derived(int one, int other) {
    return one >= 0 && other >= 0 && derivations.holds(one, other);
  }

  private boolean related(int one, int other, int atMost, Test test) {
    for (Part part : Part.values()) {
      if (related(part, one, other, atMost, test)) {
        return true;
      }
    }
    return false;
  }

  private boolean related(Part part, int one, int other, int atMost, Test test) {
    return is(one, part)
        && is(other, part)
        && senses.any(one, part, atMost, a -> senses.any(other, part, atMost, test.with(a)));
  }

  /** A question about two senses. */
  private interface Test {
    IntPredicate with(int sense);
  }
}
