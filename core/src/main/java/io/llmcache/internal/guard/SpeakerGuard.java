package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody else asks: "as the landlord, may I", "as a tenant, may I". */
final class SpeakerGuard implements Guard {

  private static final int LONGEST = 6;
  private static final Set<String> ARTICLES =
      Set.of("a", "the", "my", "your", "his", "her", "their", "our", "one");

  @Override
  public String name() {
    return "speakers";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Token left = speaker(one.all());
    Token right = speaker(other.all());
    return left == null || right == null || isSame(left, right)
        ? null
        : "as " + left.text() + " against as " + right.text();
  }

  private static boolean isSame(Token left, Token right) {
    Kin kin = Kinship.same(left, right) ? Kin.SAME : Kinship.between(left, right);
    return kin == Kin.SAME || kin == Kin.SYNONYM || kin == Kin.SPELLING;
  }

  /** The last word of "as a ..." before a pause, or null. */
  private static @Nullable Token speaker(List<Token> tokens) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      boolean opens = i == 0 || tokens.get(i - 1).pause();
      boolean as = tokens.get(i).text().equals("as") && ARTICLES.contains(tokens.get(i + 1).text());
      if (opens && as) {
        return head(tokens.subList(i + 2, Math.min(tokens.size(), i + 2 + LONGEST)));
      }
    }
    return null;
  }

  private static @Nullable Token head(List<Token> tokens) {
    Token head = null;
    for (Token token : tokens) {
      boolean noun = token.isContent() && token.is(Part.NOUN);
      if (!noun && head != null && !token.text().equals("'s")) {
        return head;
      }
      head = noun ? token : head;
      if (token.pause()) {
        return head;
      }
    }
    return null;
  }
}
