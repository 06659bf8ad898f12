package io.llmcache.cli;

import java.time.Instant;

/** Which lines earlier runs finished. Thread-safe. */
interface Journal extends AutoCloseable {

  /** What the journal says of a line. */
  enum Mark {
    /** Nothing. */
    UNKNOWN,
    /** Its answer is stored, and still fresh. */
    FINISHED,
    /** Another line stood there, or it went to another target. */
    CHANGED,
    /** Its answer is stale by now. */
    EXPIRED
  }

  /** Remembers nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public Mark of(long number, String digest) {
          return Mark.UNKNOWN;
        }

        @Override
        public void add(long number, String digest, Instant until) {}

        @Override
        public void close() {}
      };

  Mark of(long number, String digest);

  /**
   * The line is finished.
   *
   * @param until when its answer is stale
   */
  void add(long number, String digest, Instant until);

  /** Everything that was added is on the disk afterwards. */
  @Override
  void close();
}
