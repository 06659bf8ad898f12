package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;

/**
 * Finds who acts in a passive sentence: "was the car sold by Ann".
 *
 * @param participle where the passive verb stands; negative in an active sentence
 * @param by where "by" stands
 */
record Passive(int participle, int by) {

  static final Passive NONE = new Passive(-1, -1);

  private static final Set<String> BE =
      Set.of("am", "is", "are", "was", "were", "be", "been", "being", "get", "gets", "got");
  private static final int REACH = 4;

  static Passive in(List<Token> tokens) {
    for (int by = 2; by < tokens.size() - 1; by++) {
      if (tokens.get(by).text().equals("by") && hasBe(tokens, by)) {
        int verb = participleBefore(tokens, by);
        if (verb > 0) {
          return new Passive(verb, by);
        }
      }
    }
    return NONE;
  }

  private static boolean hasBe(List<Token> tokens, int before) {
    return tokens.subList(0, before).stream().anyMatch(token -> BE.contains(token.text()));
  }

  private static int participleBefore(List<Token> tokens, int by) {
    for (int i = by - 1; i > 0 && i >= by - REACH; i--) {
      if (isParticiple(tokens.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isParticiple(Token token) {
    String text = token.text();
    boolean inflected = Lexicon.english().lemma(text) < 0 || token.lemmas().length > 1;
    return token.isContent()
        && token.is(Part.VERB)
        && (text.endsWith("ed") || text.endsWith("en") || inflected || sameForm(text));
  }

  private static boolean sameForm(String text) {
    return Set.of("hurt", "hit", "put", "cut", "set", "let", "read", "cast", "shut", "bet", "beat")
        .contains(text);
  }
}
