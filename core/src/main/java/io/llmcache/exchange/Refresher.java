package io.llmcache.exchange;

import java.util.concurrent.Executor;

/**
 * Makes an upstream call for the cache's own sake: nobody waits for its reply, which goes into the
 * store. Thread-safe.
 */
@FunctionalInterface
public interface Refresher {

  /**
   * Makes the call and reports it to the lease, which it ends in any case. Called on a thread of
   * the engine that may be blocked. What it throws counts as a failed call.
   *
   * @param request the one that this refresher came with: it may be long after its caller is gone
   */
  void call(CacheRequest request, Lease lease);

  /**
   * Has the call made: on the engine's threads, unless the platform allows it on another only.
   * Called while the request is opened, and returns at once.
   *
   * @param call leads to {@link #call}; to be run once, in any case
   */
  default void schedule(Runnable call, Executor engine) {
    engine.execute(call);
  }
}
