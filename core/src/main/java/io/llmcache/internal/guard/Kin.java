package io.llmcache.internal.guard;

/** How a word of one sentence is tied to one of the other. */
enum Kin {
  /** The same word, perhaps inflected otherwise. */
  SAME,
  /** The same word, misspelt once. */
  SPELLING,
  /** Another word for the same. */
  SYNONYM,
  /** A word that turns the question round. */
  OPPOSITE,
  NONE
}
