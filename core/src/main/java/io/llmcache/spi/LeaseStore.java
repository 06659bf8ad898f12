package io.llmcache.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leases shared between nodes: who makes the call for a key while others wait for its answer. A
 * lease is a courtesy, not a lock: it ends by itself, and two nodes that hold it at once cost one
 * call more. Calls behave as those of {@link ResponseStore} do.
 */
public interface LeaseStore {

  /**
   * Takes the lease unless another holds it.
   *
   * @param holder unlike any other's, on any node
   * @param length positive; then it ends by itself
   * @return whether the holder has it now
   */
  CompletionStage<Boolean> acquire(CacheKey key, String holder, Duration length);

  /**
   * Holds the lease for so long from now.
   *
   * @return false if the holder does not have it any more
   */
  CompletionStage<Boolean> renew(CacheKey key, String holder, Duration length);

  /** Gives the lease back if the holder has it, and lets other nodes know. */
  CompletionStage<@Nullable Void> release(CacheKey key, String holder);

  /**
   * Tells the listener soon after a lease was given back by any node, on any thread; an
   * optimisation over asking again.
   */
  default void onRelease(Consumer<CacheKey> released) {}
}
