package io.llmcache.internal.engine;

import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.Usage;
import java.nio.ByteBuffer;

/** A format's tracker whose failure is one event, and makes a reply that is not stored. */
final class GuardedTracker implements ReplyTracker {

  private static final ReplyFacts FAILED =
      new ReplyFacts(Ending.INCOMPLETE, "tracker", "", Usage.UNKNOWN);

  private final ReplyTracker tracker;
  private final String format;
  private final Events events;
  private volatile boolean failed;

  GuardedTracker(ReplyTracker tracker, String format, Events events) {
    this.tracker = tracker;
    this.format = format;
    this.events = events;
  }

  @Override
  public void accept(ByteBuffer bytes) {
    if (failed) {
      return;
    }
    try {
      tracker.accept(bytes);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  @Override
  public boolean complete() {
    try {
      return !failed && tracker.complete();
    } catch (RuntimeException e) {
      fail(e);
      return false;
    }
  }

  @Override
  public Progress progress() {
    try {
      return failed ? Progress.ANSWERING : tracker.progress();
    } catch (RuntimeException e) {
      fail(e);
      return Progress.ANSWERING;
    }
  }

  @Override
  public ReplyFacts end() {
    try {
      return failed ? FAILED : tracker.end();
    } catch (RuntimeException e) {
      fail(e);
      return FAILED;
    }
  }

  private void fail(RuntimeException cause) {
    failed = true;
    events.fault(format, cause);
  }
}
