package io.llmcache.infinispan;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.LeaseStore;
import org.infinispan.Cache;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jspecify.annotations.Nullable;

/** What the nodes of a cluster share beside entries, in a cache that each of them has whole. */
final class SharedState implements AutoCloseable {

  private final InfinispanEpochs epochs;
  private final @Nullable InfinispanLeases leases;
  private final Runnable stopListening;
  private final Runnable stopMerging;

  /**
   * @param sharesEntries whether a node sees what another stores; else leases would be of no use
   */
  SharedState(EmbeddedCacheManager manager, Cache<Object, String> cache, boolean sharesEntries) {
    epochs = new InfinispanEpochs(cache);
    leases = sharesEntries ? new InfinispanLeases(FlaggedView.quiet(cache)) : null;
    stopListening = Listeners.listen(cache, (name, value) -> put(name), this::gone);
    stopMerging = Listeners.listen(manager, () -> quietly(epochs::tellMerge));
  }

  EpochStore epochs() {
    return epochs;
  }

  /** Null: there are none. */
  @Nullable LeaseStore leases() {
    return leases;
  }

  private void put(Object name) {
    if (SharedNames.EPOCHS.equals(name)) {
      quietly(epochs::tellChange);
    }
  }

  private void gone(Object name) {
    CacheKey key = SharedNames.leased(name);
    InfinispanLeases told = leases;
    if (key != null && told != null) {
      quietly(() -> told.tellReleased(key));
    }
  }

  /** Nothing that the engine throws gets into Infinispan, which would fail the writer's call. */
  private static void quietly(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      // what is not told now is found by the next poll
    }
  }

  /** Leaves the cache as it is. */
  @Override
  public void close() {
    stopListening.run();
    stopMerging.run();
  }
}
