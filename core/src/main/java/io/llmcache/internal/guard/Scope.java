package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;

/**
 * What a particle at one place of a sentence is about.
 *
 * @param start all words from here on stand behind the particle
 * @param focus the word that it is about; negative if there is none
 */
record Scope(int start, int focus) {

  private static final Set<String> CLAUSES =
      Set.of("if", "when", "because", "while", "unless", "until", "after", "before", "since");

  private static final Set<String> POINTERS = Set.of("here", "there", "this", "these", "those");

  static Scope of(Particle particle, List<Token> tokens, int at) {
    boolean closes = tokens.get(at).pause() || at == tokens.size() - 1;
    if (closes && particle != Particle.DENIAL) {
      return behind(tokens, at);
    }
    for (int i = at + 1; i < tokens.size(); i++) {
      if (isFocus(particle, tokens.get(i))) {
        return new Scope(at, i);
      }
    }
    return new Scope(at, -1);
  }

  /** "On Mondays only" is "only on Mondays". */
  private static Scope behind(List<Token> tokens, int at) {
    int focus = at - 1;
    while (focus >= 0 && !isFocus(Particle.ONLY, tokens.get(focus))) {
      focus--;
    }
    int start = Math.max(focus, 0);
    while (start > 0 && isLead(tokens.get(start - 1).text())) {
      start--;
    }
    return new Scope(start, focus);
  }

  private static boolean isLead(String word) {
    return WordClass.DETERMINERS.has(word) || WordClass.PREPOSITIONS.has(word);
  }

  private static boolean isFocus(Particle particle, Token token) {
    if (token.kind() != Token.Kind.FUNCTION) {
      return !WordClass.FILLERS.has(token.text());
    }
    if (particle == Particle.DENIAL) {
      return token.text().equals("done");
    }
    return Persons.of(token.text()) != Persons.NOBODY
        || CLAUSES.contains(token.text())
        || POINTERS.contains(token.text());
  }
}
