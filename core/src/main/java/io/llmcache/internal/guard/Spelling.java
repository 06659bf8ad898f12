package io.llmcache.internal.guard;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts a text into words: quotes made plain, hyphens resolved. */
final class Spelling {

  /** A word as written, without what stands around it. */
  record Word(String text, boolean first, boolean pause) {}

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Set<String> ABBREVIATIONS =
      Set.of("mr", "mrs", "ms", "dr", "st", "e.g", "i.e", "etc", "vs", "no", "approx");
  private static final Pattern MEASURE = Pattern.compile("\\d+(-\\p{L}+)+");
  private static final Pattern HYPHEN = Pattern.compile("-");
  private static final Pattern JOINED =
      Pattern.compile("(?<=\\p{L})[-/,;:!?()\"](?=\\p{L})|(?<=\\p{L}\\p{L})\\.(?=\\p{Lu}\\p{Ll})");

  private Spelling() {}

  static List<Word> words(String text) {
    String plain = isAscii(text) ? text.replace('`', ' ') : plain(text);
    List<Word> words = new ArrayList<>();
    boolean first = true;
    for (String piece : SPACE.split(plain.strip())) {
      first = addPiece(words, piece, first);
    }
    return words;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replace('\u2019', '\'')
        .replace('\u2018', '\'')
        .replace('`', ' ')
        .replace("\u2013", " - ")
        .replace("\u2014", " - ");
  }

  /** Answers whether the next word begins a sentence. */
  private static boolean addPiece(List<Word> words, String piece, boolean first) {
    String bare = trim(piece);
    boolean begins = first;
    String tail = piece.substring(piece.indexOf(bare) + bare.length());
    boolean pause = containsAny(tail, ",;:.!?");
    boolean ends =
        containsAny(tail, ".!?") && !ABBREVIATIONS.contains(bare.toLowerCase(Locale.ROOT));
    String[] parts = parts(bare);
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty()) {
        words.add(new Word(parts[i], begins, i == parts.length - 1 && pause));
        begins = false;
      }
    }
    return bare.isEmpty() ? begins || ends : ends;
  }

  /** "5-seat" is a number and a word; other codes stay whole. */
  private static String[] parts(String bare) {
    boolean plain = bare.chars().allMatch(Character::isLetter);
    if (!plain && MEASURE.matcher(bare).matches()) {
      return HYPHEN.split(bare);
    }
    return plain || isCode(bare) ? new String[] {bare} : JOINED.split(bare);
  }

  private static String trim(String piece) {
    int start = 0;
    int end = piece.length();
    while (start < end && !opens(piece, start)) {
      start++;
    }
    while (end > start && !isPart(piece.charAt(end - 1), "+#%$€£")) {
      end--;
    }
    return piece.substring(start, end);
  }

  private static boolean opens(String piece, int at) {
    char c = piece.charAt(at);
    boolean dotted = (c == '.' || c == '-') && at + 1 < piece.length();
    return isPart(c, "#$€£+<>=/") || (dotted && !Character.isLetter(piece.charAt(at + 1)));
  }

  private static boolean isPart(char c, String others) {
    return Character.isLetterOrDigit(c) || others.indexOf(c) >= 0;
  }

  private static boolean containsAny(String text, String marks) {
    return text.chars().anyMatch(c -> marks.indexOf(c) >= 0);
  }

  /** Whether a word is a number or an identifier and no plain word. */
  static boolean isCode(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (Character.isDigit(c) || "_@#<>=+|&%$€£\\".indexOf(c) >= 0) {
        return true;
      }
      if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(word.charAt(i - 1))) {
        return true;
      }
    }
    return word.contains("//") || word.contains("()");
  }
}
