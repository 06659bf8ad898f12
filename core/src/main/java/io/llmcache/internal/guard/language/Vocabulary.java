package io.llmcache.internal.guard.language;

import io.llmcache.internal.guard.text.Piece;
import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells of one word whether it speaks for English. */
final class Vocabulary {

  private static final int SHORT = 3;

  private static final Set<String> ENGLISH = WordLists.read("english.txt");
  private static final Set<String> MORE = WordLists.read("more.txt");
  private static final Set<String> FOREIGN = WordLists.read("foreign.txt");

  /** English, and common in other languages too. */
  private static final Set<String> SHARED =
      Set.of(
          "a",
          "i",
          "in",
          "is",
          "an",
          "on",
          "do",
          "to",
          "for",
          "me",
          "no",
          "so",
          "am",
          "was",
          "are",
          "as",
          "at",
          "by",
          "he",
          "her",
          "his",
          "him",
          "us",
          "we",
          "be",
          "had",
          "men",
          "man",
          "die",
          "per",
          "con",
          "pro",
          "la",
          "via",
          "come",
          "were",
          "will",
          "id",
          "ill",
          "hi",
          "ok",
          "or",
          "go",
          "it",
          "if",
          "of",
          "has",
          "here",
          "over",
          "under",
          "most",
          "not",
          "let",
          "up",
          "ur",
          "un",
          "sin",
          "eta",
          "wat",
          "main",
          "non",
          "plus",
          "pour",
          "van",
          "gift",
          "wonder",
          "kind",
          "war",
          "also",
          "than",
          "et",
          "san",
          "los",
          "las",
          "des",
          "el",
          "hotel",
          "internet",
          "computer",
          "login",
          "email",
          "online",
          "app",
          "router",
          "password",
          "film",
          "pizza",
          "taxi",
          "radio",
          "video",
          "bank",
          "social",
          "total",
          "banana",
          "data",
          "restaurant");

  private static final Pattern ENGLISH_ENDING =
      Pattern.compile("(ingg?|tted|pted|ted|ly|ness|ful|ght|ck|'t)$");

  private Vocabulary() {}

  static WordKind kind(Piece piece, boolean first) {
    if (!piece.isWord() || piece.text().length() == 1) {
      return WordKind.NEUTRAL;
    }
    String word = piece.lower();
    String bare = Accents.without(word);
    if (SHARED.contains(word)) {
      return WordKind.NEUTRAL;
    }
    if (FOREIGN.contains(bare) && !ENGLISH.contains(word) && !MORE.contains(word)) {
      return !first && piece.capitalised() ? WordKind.NEUTRAL : WordKind.FOREIGN;
    }
    if (ENGLISH.contains(word)) {
      return WordKind.ENGLISH;
    }
    if (!first && piece.capitalised()) {
      return WordKind.NEUTRAL;
    }
    if (MORE.contains(word) || knows(possessed(word), bare)) {
      return WordKind.KNOWN;
    }
    return looksEnglish(word) ? WordKind.NEUTRAL : WordKind.UNKNOWN;
  }

  /** A slip of the pen keeps the ending: "rebatingg" must not make a text foreign. */
  private static boolean looksEnglish(String word) {
    return word.endsWith("'s") || word.length() > 5 && ENGLISH_ENDING.matcher(word).find();
  }

  private static String possessed(String word) {
    return word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
  }

  private static boolean knows(String word, String bare) {
    Lexicon lexicon = Lexicon.english();
    if (word.length() <= SHORT) {
      return frequent(lexicon, word);
    }
    return lexicon.knows(word)
        || !bare.equals(word) && lexicon.knows(bare)
        || derived(lexicon, word);
  }

  /** Short words of the dictionary are often abbreviations. */
  private static boolean frequent(Lexicon lexicon, String word) {
    for (int lemma : lexicon.lemmas(word)) {
      for (Part part : Part.values()) {
        if (lexicon.frequency(lemma, part) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** "rescheduling" through "schedule", "refundable" through "refund". */
  private static boolean derived(Lexicon lexicon, String word) {
    for (String prefix : Set.of("un", "re", "non", "pre", "over", "mis", "sub", "anti")) {
      if (word.startsWith(prefix)
          && word.length() > prefix.length() + SHORT
          && lexicon.knows(word.substring(prefix.length()))) {
        return true;
      }
    }
    for (String suffix :
        Set.of("ly", "able", "ness", "er", "ers", "ier", "iest", "less", "ish", "ing", "s")) {
      if (word.endsWith(suffix)
          && word.length() > suffix.length() + SHORT
          && knowsStem(lexicon, word.substring(0, word.length() - suffix.length()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean knowsStem(Lexicon lexicon, String stem) {
    return lexicon.knows(stem) || lexicon.knows(stem + "y") || lexicon.knows(stem + "e");
  }
}
