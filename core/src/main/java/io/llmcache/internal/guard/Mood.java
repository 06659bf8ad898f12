package io.llmcache.internal.guard;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Time and modality, as auxiliaries tell them. */
enum Mood {
  PAST,
  PRESENT,
  FUTURE,
  ABLE,
  ADVISED,
  OBLIGED,
  NEEDED;

  private static final Map<String, Mood> WORDS =
      Map.ofEntries(
          Map.entry("did", PAST),
          Map.entry("was", PAST),
          Map.entry("were", PAST),
          Map.entry("do", PRESENT),
          Map.entry("does", PRESENT),
          Map.entry("is", PRESENT),
          Map.entry("are", PRESENT),
          Map.entry("am", PRESENT),
          Map.entry("will", FUTURE),
          Map.entry("shall", FUTURE),
          Map.entry("can", ABLE),
          Map.entry("could", ABLE),
          Map.entry("may", ABLE),
          Map.entry("might", ABLE),
          Map.entry("should", ADVISED),
          Map.entry("ought", ADVISED),
          Map.entry("must", OBLIGED));
  private static final Set<String> OBLIGING = Set.of("have", "has", "required", "obliged");

  private static final Set<String> PERFECT = Set.of("has", "have", "had");

  static final Set<Mood> TIMES = EnumSet.of(PAST, PRESENT, FUTURE);

  /** The moods of a sentence. */
  static Set<Mood> of(Sentence sentence) {
    Set<Mood> moods = EnumSet.noneOf(Mood.class);
    List<Token> tokens = sentence.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Mood mood = at(tokens, i);
      if (mood != null) {
        moods.add(mood);
      }
    }
    if (sentence.intents().contains(Openers.Intent.ABLE)) {
      moods.add(ABLE);
    }
    if (moods.contains(NEEDED)) {
      moods.add(ADVISED);
      moods.add(OBLIGED);
    }
    if (moods.isEmpty() && tokens.size() > 1 && WordClass.QUESTIONS.has(tokens.get(0).text())) {
      addVerb(moods, tokens.get(1));
    }
    return moods;
  }

  /** "Who won": no auxiliary tells the time, but the verb. */
  private static void addVerb(Set<Mood> moods, Token verb) {
    if (VerbForm.isPast(verb)) {
      moods.add(PAST);
    } else if (VerbForm.isPresent(verb)) {
      moods.add(PRESENT);
    }
  }

  private static @Nullable Mood at(List<Token> tokens, int at) {
    String word = tokens.get(at).text();
    boolean to = at + 1 < tokens.size() && tokens.get(at + 1).text().equals("to");
    if (to && OBLIGING.contains(word)) {
      return OBLIGED;
    }
    if (to && (word.equals("need") || word.equals("needs"))) {
      return NEEDED;
    }
    if (to && word.equals("going")) {
      return FUTURE;
    }
    if (word.equals("will") && at + 1 < tokens.size() && isNot(tokens.get(at + 1))) {
      return null;
    }
    if (to && word.equals("supposed")) {
      return ADVISED;
    }
    boolean perfect = at == 0 && PERFECT.contains(word) && !has(tokens, "got");
    return perfect ? PAST : WORDS.get(word);
  }

  private static boolean has(List<Token> tokens, String word) {
    return tokens.stream().anyMatch(token -> token.text().equals(word));
  }

  /** "Won't work" tells of now. */
  private static boolean isNot(Token token) {
    return token.text().equals("not");
  }
}
