package io.llmcache.testing;

import io.llmcache.internal.engine.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A timer whose time passes when a test says so: what is due then runs on the test's thread, in
 * order. Moves a {@link ManualClock} along. Thread-safe.
 */
public final class ManualTimer implements Timer {

  private final ManualClock clock;
  private final List<Due> pending = new ArrayList<>();

  public ManualTimer(ManualClock clock) {
    this.clock = clock;
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    Due due = new Due(clock.instant().plus(delay), action);
    synchronized (pending) {
      pending.add(due);
    }
    return () -> {
      synchronized (pending) {
        pending.remove(due);
      }
    };
  }

  /** Lets time pass, from one due action to the next. */
  public void advance(Duration by) {
    Instant end = clock.instant().plus(by);
    for (Due due = takeUntil(end); due != null; due = takeUntil(end)) {
      Duration step = Duration.between(clock.instant(), due.at());
      clock.advance(step.isNegative() ? Duration.ZERO : step);
      due.action().run();
    }
    clock.advance(Duration.between(clock.instant(), end));
  }

  /** How many actions are still to come. */
  public int pending() {
    synchronized (pending) {
      return pending.size();
    }
  }

  private Due takeUntil(Instant end) {
    synchronized (pending) {
      Due first = pending.stream().min(Comparator.comparing(Due::at)).orElse(null);
      if (first == null || first.at().isAfter(end)) {
        return null;
      }
      pending.remove(first);
      return first;
    }
  }

  /** Compared by identity: two may be due at once. */
  private static final class Due {

    private final Instant at;
    private final Runnable action;

    private Due(Instant at, Runnable action) {
      this.at = at;
      this.action = action;
    }

    private Instant at() {
      return at;
    }

    private Runnable action() {
      return action;
    }
  }
}
