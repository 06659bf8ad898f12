package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** "Not", "all" and the like that jumped over a verb: "told him not to", "did not tell him to". */
final class MovedOperator {

  /** "I do not think it is" is "I think it is not". */
  private static final Set<String> RAISING =
      Set.of(
          "think", "believe", "suppose", "expect", "want", "seem", "appear", "guess", "feel",
          "intend", "tend", "wish");

  private static final Set<String> SMALL = Set.of("do", "does", "did", "a", "the", "that", "to");
  private static final Set<String> DUTIES = Set.of("need", "must", "should");

  private final Alignment alignment;

  private MovedOperator(Alignment alignment) {
    this.alignment = alignment;
  }

  static @Nullable String objection(Comparison comparison) {
    boolean same =
        comparison.leftOver().stream()
            .allMatch(token -> SMALL.contains(token.text()) || SmallWords.NOISE.has(token));
    return same ? new MovedOperator(comparison.alignment()).moved() : null;
  }

  private @Nullable String moved() {
    for (int at = 0; at < alignment.left().size(); at++) {
      String word = alignment.left().get(at).text();
      if (alignment.rightOf(at) >= 0 && isOperator(word)) {
        String jumped = jumped(at);
        if (jumped != null) {
          return word + " on the other side of " + jumped;
        }
      }
    }
    return null;
  }

  private static boolean isOperator(String word) {
    return !word.equals("without")
        && (WordClass.NEGATORS.has(word) || WordClass.QUANTIFIERS.has(word));
  }

  private @Nullable String jumped(int at) {
    for (int i = 0; i < alignment.left().size(); i++) {
      int right = alignment.rightOf(i);
      boolean crosses = right >= 0 && (i < at) != (right < alignment.rightOf(at));
      if (crosses && isVerb(alignment.left().get(i))) {
        return alignment.left().get(i).text();
      }
    }
    return null;
  }

  private static boolean isVerb(Token token) {
    boolean verb =
        token.isContent()
            && token.rather(Part.VERB, Part.NOUN)
            && token.is(Part.VERB)
            && !token.text().endsWith("ing")
            && token.stems().stream().noneMatch(RAISING::contains);
    return verb || DUTIES.contains(token.text());
  }
}
