package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One verb with two particles is two verbs: give in and give up. */
final class Particles {

  private static final int COMMON_SENSES = 4;

  private Particles() {}

  /** What differs, or null. */
  static @Nullable String differ(Alignment alignment) {
    for (Alignment.Link link : alignment.links(Kin.SAME)) {
      String left = after(alignment.left(), link.left());
      String right = after(alignment.right(), link.right());
      Token verb = alignment.left().get(link.left());
      if (!left.equals(right) && areOtherVerbs(verb, left, right)) {
        return verb.text() + " " + left + " against " + verb.text() + " " + right;
      }
    }
    return null;
  }

  private static String after(List<Token> tokens, int at) {
    return at + 1 < tokens.size() ? tokens.get(at + 1).text() : "";
  }

  private static boolean areOtherVerbs(Token verb, String left, String right) {
    Lexicon lexicon = Lexicon.english();
    for (String stem : verb.stems()) {
      int one = lexicon.lemma(stem + "_" + left);
      int other = lexicon.lemma(stem + "_" + right);
      if (one >= 0 && other >= 0) {
        return !lexicon.synonyms(one, other, COMMON_SENSES);
      }
    }
    return false;
  }
}
