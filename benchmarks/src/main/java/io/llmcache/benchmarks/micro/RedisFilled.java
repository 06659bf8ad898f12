package io.llmcache.benchmarks.micro;

import io.llmcache.redis.RedisStoreFactory;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticIndex.Neighbour;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Vectors;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.SortingOrder;
import redis.clients.jedis.search.FTSearchParams;
import redis.clients.jedis.search.SearchResult;

/** The shared tier with entries in one scope, and the search that it makes, made by hand. */
final class RedisFilled implements AutoCloseable {

  /** As many as the engine asks for. */
  private static final int MOST = 4;

  /** As in the store's own searches. */
  private static final int EF_RUNTIME = 128;

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final SemanticScope SCOPE = new SemanticScope(new byte[32]);

  private final ResponseStore store;
  private final SemanticIndex index;
  private final RedisClient bare;
  private final String prefix;
  private volatile String indexName = "";

  RedisFilled(String url, String namespace, RedisClient bare) {
    this.bare = bare;
    this.prefix = "llmcache:" + namespace + ":ix:";
    store =
        Objects.requireNonNull(
            new RedisStoreFactory()
                .create(
                    Asker.settings(
                        Map.of(
                            "llmcache.redis-url", url,
                            "llmcache.redis-timeout", "60s",
                            "llmcache.namespace", namespace)),
                    warning -> {}));
    index = Objects.requireNonNull(store.index("given", VectorSet.DIMENSION, System.err::println));
  }

  void add(int number) throws Exception {
    byte[] entry = new byte[400];
    new Random(number).nextBytes(entry);
    done(store.put(key(number), entry, LIFETIME));
    done(index.add(key(number), SCOPE, VectorSet.entry(number)));
  }

  /** As the engine does: the nearest, and the entry of the first. */
  byte[] lookUp(float[] vector) throws Exception {
    List<Neighbour> found = done(index.nearest(SCOPE, vector, MOST));
    return Objects.requireNonNull(done(store.get(found.get(0).key())));
  }

  /** Looks up until the scope is known to be large, and the search is that of the graph. */
  void settle() throws Exception {
    for (int i = 0; i < 50; i++) {
      lookUp(VectorSet.entry(i));
    }
    for (String name : bare.ftList()) {
      if (name.startsWith(prefix)) {
        indexName = name;
      }
    }
  }

  /** The search alone, over all entries, with half-precision numbers. */
  SearchResult search(float[] vector) {
    String query = "*=>[KNN %d @v $q EF_RUNTIME %d AS d]".formatted(MOST, EF_RUNTIME);
    return bare.ftSearch(
        indexName,
        query,
        FTSearchParams.searchParams()
            .addParam("q", Vectors.toHalves(vector))
            .returnFields("d")
            .sortBy("d", SortingOrder.ASC)
            .limit(0, MOST)
            .dialect(2));
  }

  private static CacheKey key(int number) {
    return new CacheKey(
        ByteBuffer.allocate(32).putInt(0, number * 0x9E3779B1).putInt(28, number).array());
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    store.close();
  }
}
