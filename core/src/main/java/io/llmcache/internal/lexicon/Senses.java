package io.llmcache.internal.lexicon;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** What each lemma means: numbers of synsets, the commonest first, and their broader synsets. */
final class Senses {

  private static final int NAME = 16;

  private final byte[] parts;
  private final byte[] uses;
  private final int[] starts;
  private int[] senses = new int[1 << 16];
  private int[] parents = new int[0];
  private int count;

  Senses(int lemmas) {
    parts = new byte[lemmas];
    uses = new byte[lemmas * Part.COUNT];
    starts = new int[lemmas * Part.COUNT + 1];
  }

  void start(int lemma, int mask) {
    parts[lemma] = (byte) mask;
  }

  void startPart(int lemma, Part part, int frequency) {
    int slot = lemma * Part.COUNT + part.place();
    uses[slot] = (byte) frequency;
    starts[slot] = count;
  }

  void add(int sense) {
    if (count == senses.length) {
      senses = Arrays.copyOf(senses, 2 * count);
    }
    senses[count++] = sense;
  }

  void end(int[] broader) {
    starts[starts.length - 1] = count;
    senses = Arrays.copyOf(senses, count);
    parents = broader;
  }

  int count() {
    return parents.length;
  }

  boolean has(int lemma, Part part) {
    return (parts[lemma] & part.bit()) != 0;
  }

  boolean isName(int lemma) {
    return (parts[lemma] & NAME) != 0;
  }

  int frequency(int lemma, Part part) {
    return uses[lemma * Part.COUNT + part.place()];
  }

  /** Whether one of the first senses of a lemma fits. */
  boolean any(int lemma, Part part, int atMost, IntPredicate fits) {
    int slot = lemma * Part.COUNT + part.place();
    int end = Math.min(starts[slot + 1], starts[slot] + atMost);
    for (int i = starts[slot]; i < end; i++) {
      if (fits.test(senses[i])) {
        return true;
      }
    }
    return false;
  }

  /** The broader sense, or negative. */
  int parent(int sense) {
    return parents[sense] - 1;
  }
}
