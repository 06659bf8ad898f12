package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the tokens of a text. */
final class Tokens {

  private static final int[] NONE = {};
  private static final Set<String> HELPERS =
      Set.of("do", "does", "did", "would", "will", "can", "should", "to", "not");
  private static final Set<String> OWNERS =
      Set.of("my", "your", "his", "her", "its", "our", "their", "'s", "the", "a");
  private static final Set<String> PLACES = Set.of("back", "inside", "outside", "past", "top");
  private static final int HELPER_REACH = 3;

  private Tokens() {}

  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    for (Spelling.Word word : Spelling.words(text)) {
      add(tokens, word);
    }
    return unitsAtNumbers(verbs(tokens));
  }

  /** "Like" and "own" carry meaning after "does" or a name, and none in "like this". */
  private static List<Token> verbs(List<Token> tokens) {
    List<Token> marked = new ArrayList<>(tokens);
    for (int i = 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean like = token.text().equals("like") && hasHelper(tokens, i);
      boolean owned = OWNERS.contains(tokens.get(i - 1).text());
      boolean own = token.text().equals("own") && !owned;
      boolean part = PLACES.contains(token.text()) && owned;
      if (like || own || part) {
        int[] lemmas = Lexicon.english().lemmas(token.text());
        marked.set(i, new Token(token.text(), Token.Kind.CONTENT, lemmas, false, token.pause()));
      }
    }
    return marked;
  }

  private static boolean hasHelper(List<Token> tokens, int at) {
    return tokens.subList(Math.max(0, at - HELPER_REACH), at).stream()
            .anyMatch(token -> HELPERS.contains(token.text()))
        && (tokens.get(at - 1).capital() || !tokens.get(at - 1).is(Part.VERB));
  }

  private static void add(List<Token> tokens, Spelling.Word word) {
    String lower = word.text().toLowerCase(Locale.ROOT);
    boolean capital = Character.isUpperCase(word.text().charAt(0)) && !word.first();
    if (Spelling.isCode(word.text())) {
      tokens.add(new Token(lower, Token.Kind.CODE, NONE, false, word.pause()));
      return;
    }
    if (word.text().equals("US")) {
      lower = "usa";
    }
    String[] parts = Contractions.expand(lower);
    for (int i = 0; i < parts.length; i++) {
      tokens.add(token(parts[i], capital, i == parts.length - 1 && word.pause()));
    }
  }

  private static Token token(String text, boolean capital, boolean pause) {
    if (WordClass.isFunction(text) || text.startsWith("'") || text.isEmpty()) {
      return new Token(text, Token.Kind.FUNCTION, NONE, false, pause);
    }
    if (WordClass.NUMBERS.has(text)) {
      return new Token(text, Token.Kind.CODE, NONE, false, pause);
    }
    int[] lemmas = Lexicon.english().lemmas(text);
    return new Token(text, Token.Kind.CONTENT, lemmas, capital, pause);
  }

  /** "5 kilometres" and "March 2024" are for the guards of numbers. */
  private static List<Token> unitsAtNumbers(List<Token> tokens) {
    List<Token> marked = new ArrayList<>(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean measure = WordClass.UNITS.has(token.text()) || WordClass.MONTHS.has(token.text());
      boolean per = i > 1 && tokens.get(i - 1).text().equals("per") && isCode(marked, i - 2);
      if (measure && (per || isCode(marked, i - 1) || isCode(tokens, i + 1))) {
        marked.set(i, new Token(token.text(), Token.Kind.CODE, NONE, false, token.pause()));
      }
    }
    return marked;
  }

  private static boolean isCode(List<Token> tokens, int at) {
    return at >= 0 && at < tokens.size() && tokens.get(at).kind() == Token.Kind.CODE;
  }
}
