package io.llmcache.embedding;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a text into the token numbers that BERT models were trained with, equal to the reference's
 * (the tokenizers library with the model's own tokenizer.json). Thread-safe.
 */
final class Tokenizer {

  /** Longer ones would be refused after much work. A token is four to five characters. */
  private static final int LONGEST_TEXT = 16_384;

  private static final Pattern SPECIAL = Pattern.compile("\\[(?:PAD|UNK|CLS|SEP|MASK)\\]");

  private final Vocabulary vocabulary;
  private final WordPiece pieces;

  Tokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.pieces = new WordPiece(vocabulary);
  }

  int number(SpecialToken token) {
    return vocabulary.head(token.text());
  }

  /** The text between start and end; null if that is more than {@code most} tokens. */
  int @Nullable [] encode(String text, int most) {
    int[] inner = pieces(text, most - 2);
    if (inner == null) {
      return null;
    }
    int[] framed = new int[inner.length + 2];
    framed[0] = number(SpecialToken.START);
    System.arraycopy(inner, 0, framed, 1, inner.length);
    framed[framed.length - 1] = number(SpecialToken.END);
    return framed;
  }

  /** The text alone; null if that is more than {@code most} tokens. */
  int @Nullable [] pieces(String text, int most) {
    if (text.length() > LONGEST_TEXT) {
      return null;
    }
    TokenIds ids = new TokenIds();
    Matcher special = SPECIAL.matcher(text);
    int done = 0;
    while (special.find()) {
      int number = vocabulary.head(special.group());
      if (number >= 0) {
        addPlain(text.substring(done, special.start()), most, ids);
        ids.add(number);
        done = special.end();
      }
    }
    addPlain(text.substring(done), most, ids);
    return ids.size() > most ? null : ids.toArray();
  }

  private void addPlain(String text, int most, TokenIds ids) {
    String clean = TextCleaner.clean(text);
    int word = 0;
    for (int at = 0; at < clean.length() && ids.size() <= most; ) {
      int point = clean.codePointAt(at);
      int next = at + Character.charCount(point);
      if (TextCleaner.isBlank(point) || isPunctuation(point)) {
        addWord(clean, word, at, ids);
        word = next;
        if (isPunctuation(point)) {
          addWord(clean, at, next, ids);
        }
      }
      at = next;
    }
    if (ids.size() <= most) {
      addWord(clean, word, clean.length(), ids);
    }
  }

  private void addWord(String text, int start, int end, TokenIds ids) {
    if (end > start) {
      pieces.add(text.substring(start, end), ids);
    }
  }

  private static boolean isPunctuation(int point) {
    if (point < 128) {
      return point > ' ' && point < 127 && !Character.isLetterOrDigit(point);
    }
    return switch (Character.getType(point)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
