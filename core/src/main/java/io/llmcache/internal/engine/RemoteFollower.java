package io.llmcache.internal.engine;

import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.StoredReply;
import java.util.function.Supplier;

/**
 * A follower as others see it: what becomes of it is decided on their threads, and what is told
 * then is not about their own requests.
 */
final class RemoteFollower implements Follower {

  private final Thread asker = Thread.currentThread();
  private final Follower follower;
  private final Events events;

  /** Made on the thread of the request that waits. */
  RemoteFollower(Follower follower, Events events) {
    this.follower = follower;
    this.events = events;
  }

  @Override
  public String form() {
    return follower.form();
  }

  @Override
  public boolean attach(Recorder running) {
    return decided(() -> follower.attach(running));
  }

  @Override
  public void serve(StoredReply stored, String how) {
    decided(
        () -> {
          follower.serve(stored, how);
          return true;
        });
  }

  @Override
  public boolean serve(Candidate hit) {
    return decided(() -> follower.serve(hit));
  }

  @Override
  public boolean rescue(String status) {
    return decided(() -> follower.rescue(status));
  }

  @Override
  public void release() {
    decided(
        () -> {
          follower.release();
          return true;
        });
  }

  @Override
  public boolean lead(Flight flight) {
    return decided(() -> follower.lead(flight));
  }

  @Override
  public boolean waits() {
    return follower.waits();
  }

  private boolean decided(Supplier<Boolean> how) {
    return Thread.currentThread() == asker ? how.get() : events.onBehalf(how);
  }
}
