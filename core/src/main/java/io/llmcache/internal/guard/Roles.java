package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;

/**
 * What each word does in its sentence: the preposition that governs it, and its place in the order
 * actor, verb, object, where a passive is turned into an active first.
 */
final class Roles {

  private static final Set<String> CLAUSES =
      Set.of(
          "if", "when", "because", "before", "after", "until", "unless", "while", "since", "then");

  private final List<Token> tokens;
  private final Passive passive;
  private final String[] markers;

  Roles(List<Token> tokens) {
    this.tokens = tokens;
    passive = Passive.in(tokens);
    markers = new String[tokens.size()];
    String marker = "";
    for (int i = 0; i < tokens.size(); i++) {
      marker = next(marker, i);
      markers[i] = marker;
    }
  }

  private String next(String marker, int at) {
    Token token = tokens.get(at);
    if (at == passive.by()) {
      return "";
    }
    if (token.text().equals("'s")) {
      return "";
    }
    boolean governs =
        token.kind() == Token.Kind.FUNCTION
            && (WordClass.PREPOSITIONS.has(token.text()) || CLAUSES.contains(token.text()));
    if (governs) {
      return token.text();
    }
    boolean ends =
        WordClass.AUXILIARIES.has(token.text()) || (at > 0 && tokens.get(at - 1).pause());
    return ends ? "" : marker;
  }

  /** The preposition or conjunction that a word hangs on; empty for subjects and objects. */
  String marker(int at) {
    boolean owns = at + 1 < tokens.size() && tokens.get(at + 1).text().equals("'s");
    return owns ? "of" : markers[at];
  }

  /** A number that grows from the actor over the verb to the object. */
  int order(int at) {
    if (passive.by() < 0) {
      return at;
    }
    if (at > passive.by()) {
      return at - tokens.size();
    }
    return at < passive.participle() ? at + tokens.size() : at;
  }
}
