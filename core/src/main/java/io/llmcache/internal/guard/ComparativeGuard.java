package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same quality in another degree: cheap, cheaper, cheapest. */
final class ComparativeGuard implements Guard {

  private enum Degree {
    POSITIVE,
    COMPARATIVE,
    SUPERLATIVE
  }

  private static final int MOST_LEFT_OVER = 6;
  private static final Set<String> IRREGULAR_MORE = Set.of("better", "worse", "more", "less");
  private static final Set<String> IRREGULAR_MOST = Set.of("best", "worst", "most", "least");

  @Override
  public String name() {
    return "comparatives";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Alignment alignment = one.with(other);
    if (!alignment.isWithin(MOST_LEFT_OVER)) {
      return null;
    }
    for (Alignment.Link link : alignment.links(Kin.SAME)) {
      Token left = alignment.left().get(link.left());
      boolean quality = left.is(Part.ADJECTIVE) || left.is(Part.ADVERB);
      if (quality
          && degree(alignment.left(), link.left()) != degree(alignment.right(), link.right())) {
        return left.text() + " in another degree";
      }
    }
    return null;
  }

  private static Degree degree(List<Token> tokens, int at) {
    Token token = tokens.get(at);
    String text = token.text();
    String before = at > 0 ? tokens.get(at - 1).text() : "";
    boolean inflected = isInflected(token);
    if (IRREGULAR_MOST.contains(text) || isMost(before) || (inflected && text.endsWith("est"))) {
      return Degree.SUPERLATIVE;
    }
    boolean more = IRREGULAR_MORE.contains(text) || IRREGULAR_MORE.contains(before);
    return more || (inflected && text.endsWith("er")) ? Degree.COMPARATIVE : Degree.POSITIVE;
  }

  private static boolean isMost(String before) {
    return before.equals("most") || before.equals("least");
  }

  /** "Cheaper" is, "bother" is not. */
  private static boolean isInflected(Token token) {
    int lemma = Lexicon.english().lemma(token.text());
    return lemma < 0 || (token.lemmas().length > 1 && !Lexicon.english().is(lemma, Part.VERB));
  }
}
