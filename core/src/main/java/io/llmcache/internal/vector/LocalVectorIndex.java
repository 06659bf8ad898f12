package io.llmcache.internal.vector;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Vectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a bounded number of vectors on the heap, for each of 384 numbers about 1 KB; the least
 * recently found or added goes first. It knows nothing of a store: whoever uses it adds what comes
 * and removes what goes. Vectors of another length than the dimension's, without a direction or
 * with numbers that are none do nothing and find nothing.
 *
 * <p>A search runs on the caller's thread without a lock, so that neither searches nor additions
 * wait for it. Changes, and the note of what was found, take one lock for a few map operations.
 */
public final class LocalVectorIndex implements SemanticIndex {

  private final int dimension;
  private final int bound;
  private final Sketcher sketcher;
  private final Map<SemanticScope, Partition> partitions = new ConcurrentHashMap<>();
  private final Map<CacheKey, Item> byUse = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param dimension of the embedder's vectors
   * @param bound how many vectors at most
   */
  public LocalVectorIndex(int dimension, int bound) {
    this.dimension = dimension;
    this.bound = bound;
    this.sketcher = new Sketcher(dimension);
  }

  @Override
  public CompletionStage<@Nullable Void> add(CacheKey key, SemanticScope scope, float[] vector) {
    float[] unit = unit(vector);
    if (unit != null) {
      keep(key, scope, unit, sketcher.sketch(unit));
    }
    return done();
  }

  private synchronized void keep(CacheKey key, SemanticScope scope, float[] unit, long[] sketch) {
    drop(key);
    Partition partition = partitions.computeIfAbsent(scope, Partition::new);
    Item item = new Item(key, partition, unit);
    partition.add(item, sketch);
    byUse.put(key, item);
    if (byUse.size() > bound) {
      drop(byUse.keySet().iterator().next());
    }
  }

  @Override
  public synchronized CompletionStage<@Nullable Void> remove(CacheKey key) {
    drop(key);
    return done();
  }

  private void drop(CacheKey key) {
    Item item = byUse.remove(key);
    if (item != null) {
      Partition partition = item.partition();
      partition.remove(item);
      if (partition.isEmpty()) {
        partitions.remove(partition.scope());
      }
    }
  }

  @Override
  public CompletionStage<List<Neighbour>> nearest(SemanticScope scope, float[] vector, int most) {
    Partition partition = partitions.get(scope);
    float[] unit = unit(vector);
    if (partition == null || unit == null || most <= 0) {
      return CompletableFuture.completedFuture(List.of());
    }
    Search search = new Search(partition.block(), Item.rounded(unit), most);
    List<Neighbour> found = search.run(sketcher.sketch(unit));
    note(found);
    return CompletableFuture.completedFuture(found);
  }

  /** The nearest was used last. */
  private synchronized void note(List<Neighbour> found) {
    for (int i = found.size() - 1; i >= 0; i--) {
      byUse.get(found.get(i).key());
    }
  }

  /** Exactly of unit length, or null if it has no direction in this index's space. */
  private float @Nullable [] unit(float[] vector) {
    return vector.length == dimension ? Vectors.unit(vector) : null;
  }

  /** Vectors held. */
  public synchronized int size() {
    return byUse.size();
  }

  @Override
  public String describe() {
    return "local (" + bound + " vectors)";
  }

  private static CompletionStage<@Nullable Void> done() {
    return CompletableFuture.completedFuture(null);
  }
}
