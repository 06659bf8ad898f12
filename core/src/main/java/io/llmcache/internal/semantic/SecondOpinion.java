package io.llmcache.internal.semantic;

import org.jspecify.annotations.Nullable;

/** Asked about a pair that is similar and that no guard vetoed. */
public interface SecondOpinion {

  /** Nobody is asked. */
  SecondOpinion NONE = (stored, asked) -> null;

  /** What is against it, in a few words, or null. Never throws. */
  @Nullable String objection(String storedQuestion, String askedQuestion);
}
