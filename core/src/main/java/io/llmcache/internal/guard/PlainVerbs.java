package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** "How do I use a drill" against "how do I buy a drill": a plain verb where another stands. */
final class PlainVerbs {

  private PlainVerbs() {}

  static @Nullable String replaced(Alignment.Gap gap) {
    String replaced = replaced(gap.left(), gap.right());
    return replaced == null ? replaced(gap.right(), gap.left()) : replaced;
  }

  private static @Nullable String replaced(List<Token> plain, List<Token> verbs) {
    if (plain.size() != 1 || verbs.size() != 1) {
      return null;
    }
    Token one = plain.get(0);
    Token other = verbs.get(0);
    boolean apart =
        one.isOf(WordClass.PLAINVERBS)
            && other.is(Part.VERB)
            && (Matter.is(other) || other.isOf(WordClass.PLAINVERBS));
    return apart ? one.text() + " against " + other.text() : null;
  }
}
