package io.llmcache.internal.engine;

import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.StoredReply;

/** A request that waits for the answer to an identical one. Exactly one of its methods counts. */
interface Follower {

  /** The form in which it wants the answer. */
  String form();

  /** Reads along; false if it came too late to get the whole. */
  boolean attach(Recorder running);

  /**
   * Gets the answer.
   *
   * @param how in a word, for the event
   */
  void serve(StoredReply stored, String how);

  /** Gets the answer to a question that means the same; false if it may not have it. */
  default boolean serve(Candidate hit) {
    serve(hit.found().reply(), "waited");
    return true;
  }

  /**
   * Gets its stale answer, since the upstream failed; false if it has none.
   *
   * @param status Cache-Status of that answer
   */
  boolean rescue(String status);

  /** Goes on by itself. */
  void release();

  /** Makes the call for all who still wait; false if it is gone already. */
  boolean lead(Flight flight);

  /** Whether it is still there, and none of the other methods has counted yet. */
  boolean waits();
}
