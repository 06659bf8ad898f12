package io.llmcache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Vectors;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.search.Document;

/**
 * Finds entries by vectors that lie in the entries' own hashes, as two more fields: what expires,
 * is evicted or removed takes them along. A replaced entry has none until it is added again. Where
 * the server has no search, nothing is added and nothing found.
 */
final class RedisIndex implements SemanticIndex {

  /** Only where there is an entry: a hash without expiry never comes to be. */
  private static final byte[] ADD =
      """
      if redis.call('EXISTS', KEYS[1]) == 1 then
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4])
      end
      """
          .getBytes(US_ASCII);

  private final RedisLink link;
  private final RedisCalls calls;
  private final WritePause writes;
  private final RedisKeys keys;
  private final IndexBirth birth;
  private final int dimension;
  private final LargeScopes large = new LargeScopes(System::nanoTime);

  RedisIndex(
      RedisLink link,
      RedisCalls calls,
      WritePause writes,
      RedisKeys keys,
      int dimension,
      IndexBirth birth) {
    this.link = link;
    this.calls = calls;
    this.writes = writes;
    this.keys = keys;
    this.dimension = dimension;
    this.birth = birth;
  }

  @Override
  public CompletionStage<@Nullable Void> add(CacheKey key, SemanticScope scope, float[] vector) {
    float[] unit = unit(vector);
    if (unit == null) {
      return CompletableFuture.completedFuture(null);
    }
    return whenThere(null, writes::call, schema -> add(schema, key, scope, unit));
  }

  private @Nullable Void add(IndexSchema schema, CacheKey key, SemanticScope scope, float[] unit)
      throws ConnectException {
    link.client()
        .eval(
            ADD,
            1,
            keys.entry(key),
            schema.scopeField().getBytes(US_ASCII),
            schema.tag(scope),
            schema.vectorField().getBytes(US_ASCII),
            schema.bytes(unit));
    return null;
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    return whenThere(
        null,
        calls::call,
        schema -> {
          link.client()
              .hdel(
                  keys.entry(key),
                  schema.scopeField().getBytes(US_ASCII),
                  schema.vectorField().getBytes(US_ASCII));
          return null;
        });
  }

  @Override
  public CompletionStage<List<Neighbour>> nearest(SemanticScope scope, float[] vector, int most) {
    float[] unit = unit(vector);
    if (unit == null || most <= 0) {
      return CompletableFuture.completedFuture(List.of());
    }
    return whenThere(List.of(), calls::call, schema -> search(schema, scope, unit, most));
  }

  private List<Neighbour> search(IndexSchema schema, SemanticScope scope, float[] unit, int most)
      throws ConnectException {
    List<Neighbour> found = new ArrayList<>();
    String query = schema.nearest(scope, most, large.contains(scope));
    List<Document> documents =
        link.client().ftSearch(schema.name(), query, schema.params(unit, most)).getDocuments();
    for (Document document : documents) {
      Neighbour neighbour = neighbour(document);
      if (neighbour != null) {
        found.add(neighbour);
      }
    }
    if (documents.size() == most && large.isDue(scope)) {
      calls.call(() -> count(schema, scope));
    }
    return found;
  }

  /** For the searches to come; after this one's answer. */
  private @Nullable Void count(IndexSchema schema, SemanticScope scope) throws ConnectException {
    long entries = count(schema, schema.all(scope));
    large.count(scope, entries, count(schema, "*"));
    return null;
  }

  private long count(IndexSchema schema, String query) throws ConnectException {
    return link.client().ftSearch(schema.name(), query, IndexSchema.counting()).getTotalResults();
  }

  /**
   * Null for an entry that expired just now: then the server knows its name, and no distance. And
   * for what somebody else put there.
   */
  private @Nullable Neighbour neighbour(Document document) {
    Object distance = document.get(IndexSchema.DISTANCE);
    CacheKey key = keys.keyOf(document.getId());
    if (distance == null || key == null) {
      return null;
    }
    double apart = Double.parseDouble(distance.toString());
    return new Neighbour(key, 1 - Math.min(Math.max(apart, 0), 2));
  }

  private float @Nullable [] unit(float[] vector) {
    return vector.length == dimension ? Vectors.unit(vector) : null;
  }

  private interface Command<T> {
    @Nullable T on(IndexSchema schema) throws ConnectException;
  }

  private interface Way<T> {
    CompletionStage<T> call(Callable<T> command);
  }

  /** The command's result; {@code otherwise} if there is no index, now or at all. */
  private <T> CompletionStage<T> whenThere(@Nullable T otherwise, Way<T> way, Command<T> command) {
    return birth
        .ready()
        .thenCompose(
            schema ->
                schema == null
                    ? CompletableFuture.completedFuture(otherwise)
                    : way.call(() -> command.on(schema))
                        .exceptionally(failure -> fallback(failure, otherwise)));
  }

  private <T> @Nullable T fallback(Throwable failure, @Nullable T otherwise) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (IndexRefusal.of(cause) == IndexRefusal.Kind.MISSING) {
      birth.lost();
      return otherwise;
    }
    if (cause instanceof JedisDataException && birth.isRefused(cause)) {
      return otherwise;
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  @Override
  public String describe() {
    return "redis (" + dimension + " numbers in each entry)";
  }
}
