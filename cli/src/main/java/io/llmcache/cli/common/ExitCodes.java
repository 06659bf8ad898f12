package io.llmcache.cli.common;

/** What a command's end means to the shell; 0 is success. */
public final class ExitCodes {

  /** Some of the work failed, and standard error says which. */
  public static final int SOME_FAILED = 1;

  /** The command or a setting is wrong, and nothing was done. */
  public static final int MISUSED = 2;

  private ExitCodes() {}
}
