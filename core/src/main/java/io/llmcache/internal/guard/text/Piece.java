package io.llmcache.internal.guard.text;

import java.util.Locale;
import java.util.Set;

/**
 * One word, number or symbol of a text.
 *
 * @param text as written
 * @param lower in lower case
 * @param glued no white space lies between it and the piece before
 * @param code it is part of an identifier, not of prose
 */
public record Piece(String text, String lower, Kind kind, boolean glued, boolean code) {

  /** What a piece is made of. */
  public enum Kind {
    /** Letters, with apostrophes inside. */
    WORD,
    /** Digits, with separators inside. */
    NUMBER,
    /** One other character. */
    SYMBOL,
    /** What lies before the first and after the last piece. */
    NONE
  }

  static final Piece NONE = new Piece("", "", Kind.NONE, false, false);

  static Piece of(String text, Kind kind, boolean glued, boolean code) {
    return new Piece(text, text.toLowerCase(Locale.ROOT), kind, glued, code);
  }

  /** Prose made of letters. */
  public boolean isWord() {
    return kind == Kind.WORD && !code;
  }

  /** Prose made of digits. */
  public boolean isNumber() {
    return kind == Kind.NUMBER && !code;
  }

  /** Whether it is the one given, case aside. */
  public boolean is(String wanted) {
    return lower.equals(wanted);
  }

  /** Whether it is one of these, case aside. */
  public boolean in(Set<String> wanted) {
    return wanted.contains(lower);
  }

  /** Whether it begins with a capital letter. */
  public boolean capitalised() {
    return !text.isEmpty() && Character.isUpperCase(text.charAt(0));
  }
}
