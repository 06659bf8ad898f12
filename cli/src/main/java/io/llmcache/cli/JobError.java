package io.llmcache.cli;

/** Why a line could not be finished, in words for whoever wrote the line. */
final class JobError extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean endsRun;

  /** This line's own fault. */
  JobError(String message) {
    this(message, false);
  }

  /**
   * @param endsRun whether every other line would fail in the same way
   */
  JobError(String message, boolean endsRun) {
    super(message, null, false, false);
    this.endsRun = endsRun;
  }

  boolean endsRun() {
    return endsRun;
  }
}
