package io.llmcache.internal.guard.text;

import io.llmcache.internal.guard.text.Piece.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a plain text into pieces, chunk by chunk: a chunk is what stands between white space. */
final class Cutter {

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private int chunkStart;
  private boolean code;

  Cutter(String text) {
    this.text = text;
  }

  List<Piece> run() {
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) <= ' ') {
        at++;
      } else {
        int end = chunkEnd(at);
        chunk(at, end);
        at = end;
      }
    }
    return pieces;
  }

  private int chunkEnd(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) > ' ') {
      end++;
    }
    return end;
  }

  private void chunk(int from, int to) {
    chunkStart = from;
    code = CodeShape.isCode(CodeShape.core(text.substring(from, to)));
    int at = from;
    while (at < to) {
      int end = pieceEnd(at, to);
      add(at, end);
      at = end;
    }
  }

  private void add(int from, int to) {
    char first = text.charAt(from);
    Kind kind = isDigit(first) ? Kind.NUMBER : isLetter(first) ? Kind.WORD : Kind.SYMBOL;
    pieces.add(Piece.of(text.substring(from, to), kind, from > chunkStart, code));
  }

  private int pieceEnd(int from, int limit) {
    char first = text.charAt(from);
    if (isDigit(first)) {
      return numberEnd(from, limit);
    }
    if (isLetter(first)) {
      return wordEnd(from, limit);
    }
    return Math.min(limit, from + Character.charCount(text.codePointAt(from)));
  }

  private int wordEnd(int from, int limit) {
    int end = from + 1;
    while (end < limit && (isLetter(text.charAt(end)) || joins('\'', end, limit))) {
      end++;
    }
    return end;
  }

  private boolean joins(char mark, int at, int limit) {
    return text.charAt(at) == mark && at + 1 < limit && isLetter(text.charAt(at + 1));
  }

  private int numberEnd(int from, int limit) {
    int end = from + 1;
    while (end < limit && (isDigit(text.charAt(end)) || separates(end, from, limit))) {
      end++;
    }
    return end;
  }

  /** A dot before a digit, or a comma before exactly three. */
  private boolean separates(int at, int from, int limit) {
    char c = text.charAt(at);
    if (c == '.') {
      return at + 1 < limit && isDigit(text.charAt(at + 1));
    }
    return c == ',' && at - from <= 15 && digitsAfter(at, limit) == 3;
  }

  private int digitsAfter(int at, int limit) {
    int count = 0;
    while (count < 4 && at + 1 + count < limit && isDigit(text.charAt(at + 1 + count))) {
      count++;
    }
    return count;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A mark above a letter belongs to its word. */
  private static boolean isLetter(char c) {
    return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
