package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;
import java.util.Set;

/** Tells the past forms of verbs: bitten, sold, won. */
final class Participle {

  private static final Set<String> SAME_FORM =
      Set.of(
          "hurt", "hit", "put", "cut", "set", "let", "read", "cast", "shut", "bet", "beat", "liked",
          "owned", "burst", "spread", "split", "quit", "cost", "shed", "come", "become", "run");

  private Participle() {}

  static boolean is(Token token) {
    return SAME_FORM.contains(token.text()) || isPast(token);
  }

  /** Only what can be no present form. */
  static boolean isPast(Token token) {
    String text = token.text();
    boolean present = text.endsWith("s") && !text.endsWith("ss");
    boolean other = present || text.endsWith("ing") || text.endsWith("er") || text.endsWith("est");
    boolean inflected = Lexicon.english().lemma(text) < 0 || token.lemmas().length > 1;
    return token.isContent()
        && token.is(Part.VERB)
        && !other
        && (text.endsWith("ed") && !text.endsWith("eed") || inflected);
  }
}
