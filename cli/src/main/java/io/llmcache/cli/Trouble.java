package io.llmcache.cli;

import io.llmcache.cli.common.JobError;
import java.time.Duration;

/**
 * Why an attempt failed, and what to do about it.
 *
 * @param pause how long the provider wants to be left alone; zero: it did not say
 */
record Trouble(String message, Remedy remedy, Duration pause) {

  /** What helps. */
  enum Remedy {
    /** Nothing: the line fails. */
    NONE,
    /** To ask again later; then the line fails. */
    AGAIN,
    /** To ask again later, more slowly in all; then the line fails. */
    SLOWER,
    /** To ask again later; then the run ends, since every line would fail. */
    AGAIN_OR_END,
    /** The run ends at once, since every line would fail. */
    END
  }

  Trouble(String message, Remedy remedy) {
    this(message, remedy, Duration.ZERO);
  }

  boolean passes() {
    return remedy != Remedy.NONE && remedy != Remedy.END;
  }

  JobError error() {
    return new JobError(message, remedy == Remedy.END || remedy == Remedy.AGAIN_OR_END);
  }
}
