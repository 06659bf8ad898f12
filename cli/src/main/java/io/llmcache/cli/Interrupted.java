package io.llmcache.cli;

/** Whether a signal ended the run. Thread-safe. */
final class Interrupted {

  private final Stop stop;
  private volatile boolean signalled;

  Interrupted(Stop stop) {
    this.stop = stop;
  }

  void signal() {
    signalled = true;
    stop.request("interrupted");
  }

  int exitCode(int otherwise) {
    return signalled ? Interruption.EXIT_CODE : otherwise;
  }
}
