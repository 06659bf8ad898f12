package io.llmcache.internal.guard;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which clause each word of a sentence belongs to: that of "if", of "because", or the main one. */
final class Clauses {

  private static final String MAIN = "";
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("if", "if"),
          Map.entry("when", "if"),
          Map.entry("whenever", "if"),
          Map.entry("unless", "unless"),
          Map.entry("because", "because"),
          Map.entry("although", "although"),
          Map.entry("though", "although"),
          Map.entry("while", "while"),
          Map.entry("until", "until"),
          Map.entry("after", "after"),
          Map.entry("before", "before"));
  private static final Set<String> TURNING = Set.of("do", "does", "did", "can", "will", "should");

  private final List<Token> tokens;
  private final String[] names;

  Clauses(List<Token> tokens) {
    this.tokens = tokens;
    names = new String[tokens.size()];
    String current = MAIN;
    for (int i = 0; i < tokens.size(); i++) {
      current = next(current, i);
      names[i] = current;
    }
  }

  /** Whether there may be a clause beside the main one. */
  static boolean has(List<Token> tokens) {
    return tokens.stream().anyMatch(token -> WORDS.containsKey(token.text()));
  }

  private String next(String current, int at) {
    String word = tokens.get(at).text();
    String opened = WORDS.get(word);
    if (opened != null && !asksWhen(at)) {
      return opened;
    }
    boolean ends = at > 0 && tokens.get(at - 1).pause() || word.equals("then") || turns(at);
    return ends || WordClass.QUESTIONS.has(word) && !word.equals("who") ? MAIN : current;
  }

  /** "When does it open" asks; "when it opens" does not. */
  private boolean asksWhen(int at) {
    return tokens.get(at).text().equals("when")
        && at + 1 < tokens.size()
        && WordClass.AUXILIARIES.has(tokens.get(at + 1).text());
  }

  /** A verb before its subject opens the question: "if it rains is it", "if it rains do the". */
  private boolean turns(int at) {
    if (at == 0 || at + 1 >= tokens.size() || WORDS.containsKey(tokens.get(at - 1).text())) {
      return false;
    }
    String word = tokens.get(at).text();
    String next = tokens.get(at + 1).text();
    boolean pronoun = WordClass.PRONOUNS.has(next);
    boolean subject = pronoun || WordClass.DETERMINERS.has(next);
    return TURNING.contains(word) && subject || WordClass.AUXILIARIES.has(word) && isActor(next);
  }

  private static boolean isActor(String word) {
    return Set.of("it", "i", "he", "she", "they", "we", "there").contains(word);
  }

  String of(int at) {
    return names[at];
  }
}
