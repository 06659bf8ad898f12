package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Piece;
import java.util.HashSet;
import java.util.Set;

/** The words with which a quantity can begin; most words of a text are none of them. */
final class Beginnings {

  private static final Set<String> WORDS = new HashSet<>();

  private static final String SYMBOLS = "-+($\u20AC\u00A3\u00A5\u20B9\u20A9\u00A2'";

  static {
    WORDS.addAll(NumberWords.all());
    WORDS.addAll(Calendar.all());
    WORDS.addAll(Units.all());
    WORDS.addAll(RelativeReader.all());
    WORDS.addAll(DecadeReader.all());
    WORDS.addAll(ClockReader.all());
    WORDS.addAll(Set.of("a", "an", "half", "quarter", "minus", "negative", "us", "dozen"));
  }

  private Beginnings() {}

  static boolean mayBegin(Piece piece) {
    if (piece.code()) {
      return false;
    }
    return switch (piece.kind()) {
      case NUMBER -> true;
      case WORD -> WORDS.contains(piece.lower()) || WORDS.contains(stem(piece.lower()));
      default -> SYMBOLS.contains(piece.text());
    };
  }

  private static String stem(String word) {
    int end = word.length() - (word.endsWith("'s") ? 2 : word.endsWith("s") ? 1 : 0);
    return word.substring(0, end);
  }
}
