package io.llmcache.internal.engine;

import io.llmcache.internal.engine.NodeLeases.Turn;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A flight whose call is another node's. Asks now and then, and when that node says that it is
 * done, whether the answer is there, or the lease free; holds no thread meanwhile. Thread-safe.
 */
final class CallElsewhere {

  /** A release is told at once where that works; this is for when it does not. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final Flight flight;
  private final BooleanSupplier stored;
  private final Supplier<Turn> turn;
  private final Consumer<CallElsewhere> ended;
  private final Timer timer;
  private final Executor executor;
  private final Events events;
  private Duration pause = FIRST_PAUSE;
  private Runnable cancelPoll = () -> {};
  private Runnable cancelBound = () -> {};
  private boolean looking;
  private boolean told;
  private boolean late;
  private boolean over;

  /**
   * @param stored whether the answer was there, and the flight got it
   * @param turn tries to get the lease for the flight
   * @param ended told once when nobody waits any more
   */
  CallElsewhere(
      Flight flight,
      BooleanSupplier stored,
      Supplier<Turn> turn,
      Consumer<CallElsewhere> ended,
      Timer timer,
      Executor executor,
      Events events) {
    this.flight = flight;
    this.stored = stored;
    this.turn = turn;
    this.ended = ended;
    this.timer = timer;
    this.executor = executor;
    this.events = events;
  }

  /**
   * @param bound then the flight makes a call of its own
   */
  synchronized void begin(Duration bound) {
    if (!over) {
      cancelBound = timer.after(bound, () -> executor.execute(this::goOnAlone));
      pollLater();
    }
  }

  private void pollLater() {
    cancelPoll = timer.after(pause, () -> executor.execute(this::look));
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  /** The lease was given back. Does not block. */
  void wake() {
    synchronized (this) {
      told = true;
    }
    executor.execute(this::look);
  }

  private void goOnAlone() {
    synchronized (this) {
      late = true;
    }
    look();
  }

  /** One thread at a time; who comes meanwhile leaves his errand to that one. */
  private void look() {
    synchronized (this) {
      if (over || looking) {
        return;
      }
      looking = true;
      cancelPoll.run();
    }
    boolean done;
    do {
      done = attempt();
    } while (!done && !rests());
    if (done) {
      end();
    }
  }

  /** False if something came up meanwhile. */
  private synchronized boolean rests() {
    if (told || late) {
      return false;
    }
    looking = false;
    pollLater();
    return true;
  }

  private void end() {
    synchronized (this) {
      over = true;
      cancelPoll.run();
      cancelBound.run();
    }
    ended.accept(this);
  }

  /** Whether the flight needs no other node any more. */
  private boolean attempt() {
    boolean released;
    boolean alone;
    synchronized (this) {
      released = told;
      told = false;
      alone = late;
    }
    try {
      return alone || !flight.awaited() ? led() : answered(released);
    } catch (RuntimeException e) {
      events.fault("engine", e);
      return led();
    }
  }

  /** Every node looks at once when it is told: only if nothing is there it is about the lease. */
  private boolean answered(boolean released) {
    if (released && stored.getAsBoolean()) {
      return true;
    }
    return switch (turn.get()) {
      case ELSEWHERE -> false;
      case OURS -> stored.getAsBoolean() || led();
      case ANYONES -> led();
    };
  }

  /** One of those who wait makes the call; the flight is over if there is none. */
  private boolean led() {
    flight.handOver();
    return true;
  }
}
