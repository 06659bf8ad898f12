package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verbs of several words: "get rid of" is "remove", "sign up" is known to the lexicon. */
final class Phrases {

  private static final Set<String> PARTICLES =
      Set.of(
          "up", "out", "off", "on", "in", "down", "away", "over", "back", "through", "after", "for",
          "into");

  private record Phrase(List<String> words, String single) {}

  private static final List<Phrase> SINGLES =
      List.of(
          new Phrase(List.of("get", "rid", "of"), "remove"),
          new Phrase(List.of("getting", "rid", "of"), "removing"),
          new Phrase(List.of("get", "in", "touch", "with"), "contact"),
          new Phrase(List.of("shut", "down"), "shutdown"),
          new Phrase(List.of("set", "up"), "setup"),
          new Phrase(List.of("log", "in"), "login"),
          new Phrase(List.of("log", "out"), "logout"),
          new Phrase(List.of("sign", "in"), "login"),
          new Phrase(List.of("sign", "out"), "logout"),
          new Phrase(List.of("united", "states"), "usa"),
          new Phrase(List.of("united", "kingdom"), "uk"),
          new Phrase(List.of("artificial", "intelligence"), "ai"),
          new Phrase(List.of("e", "mail"), "email"));

  private Phrases() {}

  static List<Token> join(List<Token> tokens) {
    List<Token> joined = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Phrase phrase = at(tokens, i);
      if (phrase == null) {
        joined.add(withParticle(tokens, i));
      } else {
        i += phrase.words().size() - 1;
        joined.add(Token.word(phrase.single(), tokens.get(i).pause()));
      }
    }
    return joined;
  }

  private static @Nullable Phrase at(List<Token> tokens, int at) {
    for (Phrase phrase : SINGLES) {
      int end = at + phrase.words().size();
      if (end <= tokens.size() && matches(phrase, tokens.subList(at, end))) {
        return phrase;
      }
    }
    return null;
  }

  private static boolean matches(Phrase phrase, List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (!phrase.words().get(i).equals(tokens.get(i).text())) {
        return false;
      }
    }
    return true;
  }

  /** A verb before a particle may also mean what both mean together. */
  private static Token withParticle(List<Token> tokens, int at) {
    Token token = tokens.get(at);
    boolean follows = at + 1 < tokens.size() && PARTICLES.contains(tokens.get(at + 1).text());
    if (!follows || !token.isContent()) {
      return token;
    }
    int[] lemmas = token.lemmas();
    for (String stem : token.stems()) {
      int lemma = Lexicon.english().lemma(stem + "_" + tokens.get(at + 1).text());
      if (lemma >= 0) {
        lemmas = Arrays.copyOf(lemmas, lemmas.length + 1);
        lemmas[lemmas.length - 1] = lemma;
      }
    }
    return token.withLemmas(lemmas);
  }
}
