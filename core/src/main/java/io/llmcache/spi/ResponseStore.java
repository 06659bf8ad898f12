package io.llmcache.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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

  /**
   * Keeps a copy of an entry that another tier has, as {@link #put} does. A store that tells other
   * nodes of what is put does not tell them of this: theirs are as good.
   */
  default CompletionStage<@Nullable Void> fill(CacheKey key, byte[] entry, Duration lifetime) {
    return put(key, entry, lifetime);
  }

  /**
   * Tells other nodes that an entry that this store was filled with is newer than theirs, so that
   * they let go of them and ask the tier that has it by now. A store that tells other nodes nothing
   * does nothing.
   *
   * @param entry not to be written into
   * @param lifetime positive
   */
  default CompletionStage<@Nullable Void> announce(CacheKey key, byte[] entry, Duration lifetime) {
    return CompletableFuture.completedFuture(null);
  }

  /** Lets go of the entry, if it is there. */
  CompletionStage<@Nullable Void> remove(CacheKey key);

  /** Lets go of all entries of the namespace that this node can reach. */
  CompletionStage<@Nullable Void> clear();

  /**
   * Hands over every entry of the namespace that this node can reach, one after the other, on any
   * thread. What comes or goes meanwhile may be missed. May take long; completes after the last
   * one.
   */
  CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor);

  /**
   * Notes how often entries were served since the last call. A store that others share adds the
   * hits of all; one that cannot is left as it is.
   *
   * @param hits not to be written into
   */
  default CompletionStage<@Nullable Void> used(Map<CacheKey, Integer> hits) {
    return CompletableFuture.completedFuture(null);
  }

  /** The keys that were used most, the first one most of all; perhaps of entries that are gone. */
  default CompletionStage<List<CacheKey>> mostUsed(int most) {
    return CompletableFuture.completedFuture(List.of());
  }

  /** Completes if the store can be reached; asked only while the breaker is open. */
  CompletionStage<@Nullable Void> ping();

  /** The epochs that this store shares between nodes, or null if it cannot. */
  default @Nullable EpochStore epochs() {
    return null;
  }

  /** The leases that this store shares between nodes, or null if it cannot. */
  default @Nullable LeaseStore leases() {
    return null;
  }

  /**
   * The vector index that shares its life with this store's entries, for one embedder; or null if
   * the store has none. Made when it is needed; asked for once.
   *
   * @param embedder {@link Embedder#id}
   * @param dimension of its vectors
   * @param warn told once, in a whole sentence, if the server has no such index after all
   */
  default @Nullable SemanticIndex index(String embedder, int dimension, Consumer<String> warn) {
    return null;
  }

  /**
   * Tells the watcher from now on what comes and goes on this node, whoever put it. A store that
   * cannot tell, or tells only a part, is good enough: what the watcher makes of it is checked
   * against the store.
   */
  default void watch(EntryWatcher watcher) {}

  /**
   * Whether others than this process may see what is put: entries are then encrypted or signed
   * first, if the settings say so. Does not block.
   */
  default boolean leavesProcess() {
    return true;
  }

  /** For the start-up line: {@code infinispan (java:jboss/infinispan/container/llmcache)}. */
  String describe();

  /**
   * What an administrator should know of the store's server, in whole sentences without
   * credentials, as far as it is known by now. Does not block. The store has logged it, too.
   */
  default List<String> warnings() {
    return List.of();
  }

  /** Releases threads and connections; stored entries stay where they are. Never throws. */
  @Override
  void close();
}
