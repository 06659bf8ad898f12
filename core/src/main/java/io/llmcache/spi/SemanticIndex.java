package io.llmcache.spi;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds stored entries whose question points in nearly the same direction, for one embedder. It
 * knows keys, scopes and vectors; entries are fetched from the stores, and checked. Thread-safe.
 *
 * <p>As with {@link ResponseStore}, no method blocks for longer than memory takes, any stage may
 * fail, and failure is a miss. What expired, was evicted or removed may be found for a while: the
 * engine then finds no entry.
 */
public interface SemanticIndex {

  /**
   * Makes the entry of this key findable for as long as the entry is there. Does nothing where the
   * store that shares its life with this index has no such entry.
   */
  CompletionStage<@Nullable Void> add(CacheKey key, SemanticScope scope, float[] vector);

  /** The entry of this key cannot be found any more. */
  CompletionStage<@Nullable Void> remove(CacheKey key);

  /**
   * The nearest entries of this scope alone, the most similar first.
   *
   * @param vector of unit length and of the embedder's dimension
   * @param most how many at most
   */
  CompletionStage<List<Neighbour>> nearest(SemanticScope scope, float[] vector, int most);

  /** For the start-up line: {@code local (50000 vectors)}. */
  String describe();

  /**
   * An entry that was found.
   *
   * @param similarity cosine, -1 to 1
   */
  record Neighbour(CacheKey key, double similarity) {}
}
