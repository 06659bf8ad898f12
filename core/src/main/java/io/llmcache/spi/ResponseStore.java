package io.llmcache.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps opaque bytes for a time. Freshness, formats and tenants are none of its business.
 * Thread-safe.
 *
 * <p>No method blocks for longer than memory takes: a store that needs the network answers later,
 * on a thread of its own. Any stage may complete exceptionally, or never: the engine puts a
 * deadline on each call and a breaker over all, and treats failure as a miss. A refused connection
 * should surface as a {@link java.net.ConnectException} or have one as a cause, since that opens
 * the breaker at once.
 */
public interface ResponseStore extends AutoCloseable {

  /** The entry, or null if there is none. The engine does not write into the array. */
  CompletionStage<byte @Nullable []> get(CacheKey key);

  /**
   * Keeps the entry for {@code lifetime}, then lets go of it by itself. Replaces what is there. May
   * evict others, or the entry itself.
   *
   * @param entry not to be written into
   * @param lifetime positive
   */
  CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime);

  /** Lets go of the entry, if it is there. */
  CompletionStage<@Nullable Void> remove(CacheKey key);

  /** Lets go of all entries of the namespace that this node can reach. */
  CompletionStage<@Nullable Void> clear();

  /** Completes if the store can be reached; asked only while the breaker is open. */
  CompletionStage<@Nullable Void> ping();

  /** The epochs that this store shares between nodes, or null if it cannot. */
  default @Nullable EpochStore epochs() {
    return null;
  }

  /** For the start-up line: {@code infinispan (java:jboss/infinispan/container/llmcache)}. */
  String describe();

  /** Releases threads and connections; stored entries stay where they are. Never throws. */
  @Override
  void close();
}
