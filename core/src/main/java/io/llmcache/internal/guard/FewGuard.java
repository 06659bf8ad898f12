package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** "A few" are some, "few" are hardly any; so are "a little" and "little". */
final class FewGuard implements Guard {

  private enum Share {
    SOME,
    HARDLY_ANY,
    UNTOLD
  }

  @Override
  public String name() {
    return "few";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (one.slotsWith(other).isEmpty()) {
      return null;
    }
    Share left = share(one.all());
    Share right = share(other.all());
    boolean told = left != Share.UNTOLD && right != Share.UNTOLD;
    return told && left != right ? "a few against few" : null;
  }

  /** Nothing is told by "the few", or without "few". */
  private static Share share(List<Token> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (isAmount(tokens, i)) {
        String before = i == 0 ? "" : tokens.get(i - 1).text();
        boolean bare =
            i == 0
                || before.equals("that")
                || !WordClass.DETERMINERS.has(before) && !degree(before);
        Share none = bare ? Share.HARDLY_ANY : Share.UNTOLD;
        return before.equals("a") ? Share.SOME : none;
      }
    }
    return Share.UNTOLD;
  }

  private static boolean degree(String word) {
    return WordClass.QUANTIFIERS.has(word) || word.equals("so") || word.equals("as");
  }

  private static boolean isAmount(List<Token> tokens, int at) {
    String word = tokens.get(at).text();
    Token next = tokens.get(at + 1);
    boolean thing = next.isContent() && next.is(Part.NOUN);
    return word.equals("few") && thing
        || word.equals("little") && thing && at > 0 && isVerb(tokens, at - 1);
  }

  private static boolean isVerb(List<Token> tokens, int at) {
    Token token = tokens.get(at);
    boolean article = token.text().equals("a") && at > 0;
    Token verb = article ? tokens.get(at - 1) : token;
    return WordClass.AUXILIARIES.has(verb.text()) || verb.rather(Part.VERB, Part.NOUN);
  }
}
