package io.llmcache.internal.guard.language;

/** What one word says about the language of its text. */
enum WordKind {
  /** A function word or everyday word of English. */
  ENGLISH,
  /** In the English dictionary. */
  KNOWN,
  /** A function word of another language that English does not have. */
  FOREIGN,
  /** In no list. */
  UNKNOWN,
  /** A name, a number, code, or a word of many languages: says nothing. */
  NEUTRAL
}
