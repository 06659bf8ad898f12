package io.llmcache.cli.common;

/** Why a line could not be finished, in words for whoever wrote the line. */
public final class JobError extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean endsRun;

  /** This line's own fault. */
  public JobError(String message) {
    this(message, false);
  }

  /**
   * @param endsRun whether every other line would fail in the same way
   */
  public JobError(String message, boolean endsRun) {
    super(message, null, false, false);
    this.endsRun = endsRun;
  }

  public boolean endsRun() {
    return endsRun;
  }
}
