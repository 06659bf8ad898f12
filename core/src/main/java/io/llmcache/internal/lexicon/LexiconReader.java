package io.llmcache.internal.lexicon;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what LexiconMaker wrote in the build. Numbers are seven bits a byte, the lowest first. The
 * order: the lemmas (text front-coded, a byte of parts of speech, of each part a byte of frequency
 * and number of senses, then the senses), the parents of the senses, opposed senses, antonyms and
 * derivations (pairs, the first as a difference), irregular forms.
 */
final class LexiconReader {

  private final DataInputStream in;
  private byte[] buffer = new byte[64];

  private LexiconReader(InputStream in) {
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
  }

  static Lexicon read(InputStream in) throws IOException {
    return new LexiconReader(in).lexicon();
  }

  private Lexicon lexicon() throws IOException {
    int lemmas = number();
    Texts texts = new Texts(lemmas);
    Senses senses = new Senses(lemmas);
    for (int lemma = 0; lemma < lemmas; lemma++) {
      texts.add(buffer, text());
      senses.start(lemma, in.readUnsignedByte());
      for (Part part : Part.values()) {
        readSenses(senses, lemma, part);
      }
    }
    senses.end(numbers(number()));
    int count = senses.count();
    return new Lexicon(
        texts, senses, pairs(count), pairs(lemmas), pairs(lemmas), new Irregular(this));
  }

  private void readSenses(Senses senses, int lemma, Part part) throws IOException {
    if (senses.has(lemma, part)) {
      int head = in.readUnsignedByte();
      senses.startPart(lemma, part, head >> 4);
      for (int i = 0; i < (head & 15); i++) {
        senses.add(number());
      }
    } else {
      senses.startPart(lemma, part, 0);
    }
  }

  private Relation pairs(int from) throws IOException {
    int[] starts = new int[from + 1];
    int count = number();
    int[] targets = new int[count];
    int first = 0;
    int filled = 0;
    for (int i = 0; i < count; i++) {
      first += number();
      Arrays.fill(starts, filled + 1, first + 1, i);
      filled = first;
      targets[i] = number();
    }
    Arrays.fill(starts, filled + 1, from + 1, count);
    return new Relation(starts, targets);
  }

  /** Leaves the text in the buffer, and answers its length. */
  private int text() throws IOException {
    int shared = number();
    int more = number();
    if (shared + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (shared + more));
    }
    in.readFully(buffer, shared, more);
    return shared + more;
  }

  String string() throws IOException {
    int length = text();
    return new String(buffer, 0, length, StandardCharsets.US_ASCII);
  }

  int[] numbers(int count) throws IOException {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number();
    }
    return numbers;
  }

  int number() throws IOException {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
  }
}
