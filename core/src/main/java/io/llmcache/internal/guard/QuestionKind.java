package io.llmcache.internal.guard;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a question wants to hear. */
enum QuestionKind {
  WHAT,
  WHO,
  WHERE,
  WHEN,
  WHY,
  HOW,
  HOW_MUCH,
  HOW_LONG,
  HOW_OFTEN,
  /** Yes or no. */
  WHETHER;

  private static final Map<String, QuestionKind> WORDS =
      Map.of(
          "what", WHAT, "which", WHAT, "who", WHO, "whose", WHO, "where", WHERE, "when", WHEN,
          "why", WHY, "how", HOW);
  private static final Map<String, QuestionKind> AFTER_HOW =
      Map.of(
          "much",
          HOW_MUCH,
          "many",
          HOW_MUCH,
          "long",
          HOW_LONG,
          "soon",
          HOW_LONG,
          "often",
          HOW_OFTEN,
          "frequently",
          HOW_OFTEN,
          "come",
          WHY,
          "big",
          HOW_MUCH,
          "high",
          HOW_MUCH,
          "far",
          HOW_MUCH);
  private static final Map<String, QuestionKind> NOUNS = nouns();

  private static Map<String, QuestionKind> nouns() {
    Map<String, QuestionKind> nouns = new HashMap<>();
    put(nouns, WHEN, "time date day year month hour");
    put(nouns, WHERE, "place location city country town address");
    put(nouns, WHO, "person people man woman name");
    put(nouns, WHY, "reason reasons cause causes caused make makes made purpose significance");
    put(nouns, HOW, "way method steps process procedure");
    put(nouns, HOW_MUCH, "amount number price cost fee quantity limit distance");
    put(nouns, HOW_LONG, "duration length");
    put(nouns, HOW_OFTEN, "frequency");
    return nouns;
  }

  private static void put(Map<String, QuestionKind> nouns, QuestionKind kind, String words) {
    for (String word : WordFile.words(words)) {
      nouns.put(word, kind);
    }
  }

  /** All kinds that a text asks for. */
  static Set<QuestionKind> of(Sentence sentence) {
    Set<QuestionKind> kinds = EnumSet.noneOf(QuestionKind.class);
    List<Token> tokens = sentence.all();
    for (int i = 0; i < tokens.size(); i++) {
      QuestionKind kind = at(tokens, i);
      if (kind != null) {
        kinds.add(kind);
        kinds.add(kind == WHAT ? ofNoun(tokens, i) : kind);
      }
    }
    boolean how = sentence.intents().contains(Openers.Intent.HOW);
    if (how && !kinds.contains(HOW)) {
      kinds.add(HOW);
    }
    if (kinds.isEmpty() && asks(sentence)) {
      kinds.add(WHETHER);
    }
    return kinds;
  }

  /** Whether the question proper starts as one for yes or no does. */
  private static boolean asks(Sentence sentence) {
    if (sentence.intents().contains(Openers.Intent.ABLE)) {
      return true;
    }
    List<Token> tokens = sentence.tokens();
    return !tokens.isEmpty() && WordClass.AUXILIARIES.has(tokens.get(0).text());
  }

  private static @Nullable QuestionKind at(List<Token> tokens, int at) {
    QuestionKind kind = WORDS.get(tokens.get(at).text());
    boolean clause = at > 0 && kind == WHEN && tokens.get(at - 1).isContent();
    if (kind == null || clause) {
      return null;
    }
    String next = at + 1 < tokens.size() ? tokens.get(at + 1).text() : "";
    if (kind == HOW) {
      return AFTER_HOW.getOrDefault(next, HOW);
    }
    return kind;
  }

  /** "What time", "what is the reason": the noun tells. */
  private static QuestionKind ofNoun(List<Token> tokens, int at) {
    for (int i = at + 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isContent()) {
        return NOUNS.getOrDefault(token.text(), WHAT);
      }
    }
    return WHAT;
  }
}
