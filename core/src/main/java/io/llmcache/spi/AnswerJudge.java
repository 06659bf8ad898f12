package io.llmcache.spi;

import java.io.IOException;

/**
 * Says off the caller's path whether a stored answer answers a new question: a cheap model, asked
 * about near misses only. Thread-safe.
 */
public interface AnswerJudge extends AutoCloseable {

  /**
   * Blocks for as long as its model takes.
   *
   * @throws IOException if there is no verdict, which is a no
   */
  boolean answers(String storedQuestion, String storedAnswer, String newQuestion)
      throws IOException;

  /** For the start-up line; no credential. */
  String describe();

  /** Releases what it holds. Never throws. */
  @Override
  void close();
}
