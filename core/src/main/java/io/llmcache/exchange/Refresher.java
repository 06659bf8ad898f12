package io.llmcache.exchange;

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
}
