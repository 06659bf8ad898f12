package io.llmcache.cli;

import io.llmcache.cli.common.JobError;
import java.time.Duration;

/** What is done with each line's request. Thread-safe; may block. */
interface Work {

  /**
   * @throws JobError if the line fails
   * @throws InterruptedException if the run ends first, so that nothing can be said of the line
   */
  Result finish(Job job) throws JobError, InterruptedException;

  /**
   * How a line ended.
   *
   * @param fresh for how long its answer is served from now on
   */
  record Result(Tally.Kind kind, Duration fresh) {}
}
