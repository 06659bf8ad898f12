package io.llmcache.internal.guard;

/** One kind of question that no stored answer to a similar one may answer. Pure, thread-safe. */
interface Gate {

  /** Stable; switches it off by this name. */
  String name();

  /** Whether the question is of this kind. Never throws on any text. */
  boolean refuses(Phrasing question);
}
