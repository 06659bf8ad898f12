package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing of the first question that nothing in the second stands for, and one of the second of
 * the same part of speech, wherever they stand and however the rest is worded.
 */
final class Replaced {

  /** With more words of weight left over, one text is the other worded anew. */
  private static final int MOST = 4;

  private Replaced() {}

  static @Nullable String objection(Alignment alignment) {
    List<Token> left = alignment.leftOver().stream().filter(Matter::is).toList();
    List<Token> right = alignment.rightOver().stream().filter(Matter::is).toList();
    if (left.size() + right.size() > MOST) {
      return null;
    }
    for (Token one : left) {
      for (Token other : right) {
        if (part(one) == part(other)) {
          return one.text() + " against " + other.text();
        }
      }
    }
    return null;
  }

  /** What the word is most often; null for an unknown word. */
  private static @Nullable Part part(Token token) {
    Part most = null;
    int frequency = -1;
    for (Part part : Part.values()) {
      for (int lemma : token.lemmas()) {
        int seen = Lexicon.english().frequency(lemma, part);
        if (Lexicon.english().is(lemma, part) && seen > frequency) {
          frequency = seen;
          most = part;
        }
      }
    }
    return most;
  }
}
