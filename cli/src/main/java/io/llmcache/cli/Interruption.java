package io.llmcache.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C, and a TERM signal, into an orderly end with exit code {@value #EXIT_CODE}. Until it
 * is closed the process waits for the run to come to its end, but not for longer than it was told.
 */
final class Interruption implements AutoCloseable {

  static final int EXIT_CODE = 130;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Runnable signalled, Duration limit) {
    hook = new Thread(() -> end(signalled, limit), "llmcache-interruption");
  }

  /**
   * @param signalled asks the run to end; must not block
   */
  static Interruption watch(Runnable signalled, Duration limit) {
    Interruption interruption = new Interruption(signalled, limit);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void end(Runnable signalled, Duration limit) {
    signalled.run();
    try {
      var unused = over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    System.err.flush();
    // a hook cannot set the exit code in any other way
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  /** The run has come to its end, and everything is on the disk. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the signal was there first: the hook waits for this
      over.countDown();
    }
  }
}
