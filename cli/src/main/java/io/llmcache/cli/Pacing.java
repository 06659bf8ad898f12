package io.llmcache.cli;

import java.time.Duration;

/** Waits: for a turn, and between attempts. Every wait ends when the run is to end. */
final class Pacing {

  private final RateLimit rate;
  private final Backoff backoff;
  private final Stop stop;

  Pacing(RateLimit rate, Backoff backoff, Stop stop) {
    this.rate = rate;
    this.backoff = backoff;
    this.stop = stop;
  }

  /** Until a call may be made. */
  void awaitTurn() throws InterruptedException {
    endIfStopped();
    for (Duration wait = rate.take(); !wait.isZero(); wait = rate.take()) {
      stop.pause(wait);
    }
  }

  /** Whether what failed is worth another attempt, after the wait that goes before it. */
  boolean again(Trouble trouble, int attempt) throws InterruptedException {
    if (!trouble.passes() || !backoff.allows(attempt)) {
      return false;
    }
    Duration wait = backoff.after(attempt, trouble);
    if (trouble.remedy() == Trouble.Remedy.SLOWER) {
      rate.hold(wait);
    } else {
      stop.pause(wait);
    }
    return true;
  }

  void endIfStopped() throws InterruptedException {
    if (stop.isRequested()) {
      throw new InterruptedException(stop.reason());
    }
  }
}
