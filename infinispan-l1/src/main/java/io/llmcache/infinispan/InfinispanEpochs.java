package io.llmcache.infinispan;

import io.llmcache.spi.EpochStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.infinispan.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The epochs in one entry of a replicated cache, so that every node sees them whole and a raise is
 * one replacement of what was read.
 */
final class InfinispanEpochs implements EpochStore {

  /** Each one lost to another node's raise. */
  private static final int TRIES = 100;

  private final Cache<Object, String> cache;
  private final List<Runnable> changed = new CopyOnWriteArrayList<>();
  private final List<Runnable> merged = new CopyOnWriteArrayList<>();

  InfinispanEpochs(Cache<Object, String> cache) {
    this.cache = cache;
  }

  @Override
  public CompletionStage<Map<String, Long>> read() {
    return cache.getAsync(SharedNames.EPOCHS).thenApply(EpochTable::read);
  }

  @Override
  public CompletionStage<Long> raise(Set<String> scopes, long atLeast) {
    return raise(scopes, atLeast, TRIES);
  }

  private CompletableFuture<Long> raise(Set<String> scopes, long atLeast, int tries) {
    if (tries == 0) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("other nodes changed the epochs each time"));
    }
    return cache
        .getAsync(SharedNames.EPOCHS)
        .thenCompose(
            old -> {
              Map<String, Long> table = EpochTable.read(old);
              long number = EpochTable.next(table, atLeast);
              String next = EpochTable.write(EpochTable.raised(table, scopes, number));
              return replace(old, next)
                  .thenCompose(
                      done ->
                          done
                              ? CompletableFuture.completedFuture(number)
                              : raise(scopes, atLeast, tries - 1));
            });
  }

  private CompletableFuture<Boolean> replace(@Nullable String old, String next) {
    return old == null
        ? cache.putIfAbsentAsync(SharedNames.EPOCHS, next).thenApply(there -> there == null)
        : cache.replaceAsync(SharedNames.EPOCHS, old, next);
  }

  @Override
  public void onChange(Runnable run) {
    changed.add(run);
  }

  @Override
  public boolean keptByNodes() {
    return true;
  }

  @Override
  public void onMerge(Runnable run) {
    merged.add(run);
  }

  /** The entry has changed. */
  void tellChange() {
    changed.forEach(Runnable::run);
  }

  /** Parts of the cluster have found each other again. */
  void tellMerge() {
    merged.forEach(Runnable::run);
  }
}
