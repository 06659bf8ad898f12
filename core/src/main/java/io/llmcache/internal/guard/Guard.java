package io.llmcache.internal.guard;

import org.jspecify.annotations.Nullable;

/**
 * One reason why two questions must not share an answer. Pure and thread-safe; symmetric: the order
 * of the two does not matter for whether there is an objection.
 */
interface Guard {

  /** Stable; switches the guard off by this name: "numbers". */
  String name();

  /**
   * What differs, in a few words ("7 against 8"), or null if the guard has no objection. Never
   * throws on any text.
   */
  @Nullable String objection(Sentence one, Sentence other);
}
