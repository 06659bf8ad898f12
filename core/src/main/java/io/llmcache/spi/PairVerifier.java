package io.llmcache.spi;

import java.io.IOException;

/**
 * A second opinion on two questions that similarity and guards found alike: slower and better than
 * both. Thread-safe.
 */
public interface PairVerifier extends AutoCloseable {

  /**
   * How sure it is that an answer to the one question may be served for the other, 0 to 1, judged
   * in both directions. Blocks; the caller puts a bound on the time.
   *
   * @throws IOException if there is no verdict now, which is a no
   */
  double score(String storedQuestion, String askedQuestion) throws IOException;

  /** The least score that is a yes. */
  double cutOff();

  /** For the start-up line. */
  String describe();

  /** Releases what it holds. Never throws. */
  @Override
  void close();
}
