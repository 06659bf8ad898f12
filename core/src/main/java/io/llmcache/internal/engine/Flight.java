package io.llmcache.internal.engine;

import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.StoredReply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One upstream call that others wait for. Has one leader at a time. Thread-safe; followers are told
 * outside the lock.
 */
final class Flight {

  private static final CompletableFuture<?> NOTHING_TO_WAIT_FOR =
      CompletableFuture.completedFuture(null);

  private final long epoch;
  private final Consumer<Flight> landed;
  private final ArrayDeque<Follower> waiting = new ArrayDeque<>();
  private @Nullable Recorder running;
  private String form = "";
  private @Nullable HeldLease lease;
  private boolean over;
  private boolean handing;
  private boolean failedAgain;

  /**
   * @param epoch of the answer that is awaited
   * @param landed runs once, when nobody can join any more
   */
  Flight(long epoch, Consumer<Flight> landed) {
    this.epoch = epoch;
    this.landed = landed;
  }

  long epoch() {
    return epoch;
  }

  /** False if the flight is over, or its stream has outgrown what is kept: then make another. */
  boolean join(Follower follower) {
    Recorder reading;
    synchronized (this) {
      if (over) {
        return false;
      }
      reading = follower.form().equals(form) ? running : null;
      if (reading == null) {
        waiting.add(follower);
      }
    }
    return reading == null || follower.attach(reading);
  }

  /** Whether somebody waits for the end. */
  synchronized boolean awaited() {
    return waiting.stream().anyMatch(Follower::waits);
  }

  /**
   * The leader's answer is a running stream: those who want it in this form read along, the others
   * wait for its end.
   */
  void attach(Recorder recorder, String itsForm) {
    List<Follower> readers = new ArrayList<>();
    synchronized (this) {
      running = recorder;
      form = itsForm;
      for (Follower follower : takeWaiting()) {
        (follower.form().equals(form) ? readers : waiting).add(follower);
      }
    }
    for (Follower follower : readers) {
      if (!follower.attach(recorder)) {
        follower.release();
      }
    }
  }

  /** Other nodes wait for this one's answer from now on, until the flight is over. */
  void hold(HeldLease its) {
    synchronized (this) {
      if (!over) {
        lease = its;
        return;
      }
    }
    its.release();
  }

  /**
   * The answer is there and stored.
   *
   * @param how it came to be there, in a word
   */
  void serve(StoredReply stored, String how) {
    serve(stored, how, NOTHING_TO_WAIT_FOR);
  }

  /**
   * The same where it is still on its way to other nodes.
   *
   * @param there completes when they can find it
   */
  void serve(StoredReply stored, String how, CompletableFuture<?> there) {
    land(there).forEach(follower -> follower.serve(stored, how));
  }

  /**
   * There is an answer to a question that means the same: those who may not have it go on as after
   * a failure of the leader.
   */
  void serve(Candidate hit) {
    goOn(follower -> follower.serve(hit));
  }

  /** The answer may not be stored: nobody else can have it. */
  void release() {
    land(NOTHING_TO_WAIT_FOR).forEach(Follower::release);
  }

  /**
   * The upstream failed: those who have a stale answer get it, and the others go on as after any
   * failure of the leader.
   *
   * @param status Cache-Status of stale answers
   */
  void rescue(String status) {
    goOn(follower -> follower.rescue(status));
  }

  /** Tells all who wait; one of those whom it does not help makes the call. */
  private void goOn(Predicate<Follower> helps) {
    List<Follower> left;
    synchronized (this) {
      running = null;
      left = over ? List.of() : takeWaiting();
    }
    List<Follower> lost = left.stream().filter(helps.negate()).toList();
    synchronized (this) {
      waiting.addAll(lost);
    }
    handOver();
  }

  /**
   * The leader failed: one follower makes the call, the others wait for that one. A follower may
   * fail inside {@code lead}, or on another thread meanwhile: whoever is here already goes on to
   * the next, so that a long row of failures is no deep stack.
   */
  void handOver() {
    synchronized (this) {
      running = null;
      failedAgain = handing;
      if (handing) {
        return;
      }
      handing = true;
    }
    boolean led;
    do {
      Follower next = nextOrLand();
      led = next == null || next.lead(this);
    } while (!led || hasFailedAgain());
  }

  private synchronized boolean hasFailedAgain() {
    boolean again = failedAgain;
    failedAgain = false;
    handing = again;
    return again;
  }

  private @Nullable Follower nextOrLand() {
    synchronized (this) {
      Follower next = over ? null : waiting.poll();
      if (next != null || over) {
        return next;
      }
      over = true;
    }
    landed(NOTHING_TO_WAIT_FOR);
    return null;
  }

  private List<Follower> land(CompletableFuture<?> there) {
    List<Follower> left;
    synchronized (this) {
      if (over) {
        return List.of();
      }
      over = true;
      left = takeWaiting();
    }
    landed(there);
    return left;
  }

  private void landed(CompletableFuture<?> there) {
    landed.accept(this);
    HeldLease its;
    synchronized (this) {
      its = lease;
      lease = null;
    }
    if (its != null) {
      there.whenComplete((done, failure) -> its.release());
    }
  }

  private List<Follower> takeWaiting() {
    List<Follower> taken = new ArrayList<>(waiting);
    waiting.clear();
    return taken;
  }
}
