package io.llmcache.cli;

import io.llmcache.cli.common.JobError;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Lease;
import org.jspecify.annotations.Nullable;

/** Where an answer comes from that is not stored yet. Thread-safe. */
interface Source {

  /**
   * Gives the answer to the lease, on this thread, which may be blocked. The caller closes the
   * lease.
   *
   * @return why there is none, or null
   * @throws InterruptedException if the run ends first
   */
  @Nullable Trouble answer(Job job, CacheRequest request, Lease lease)
      throws JobError, InterruptedException;
}
