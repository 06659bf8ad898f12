package io.llmcache.benchmarks.micro;

import com.redis.vl.extensions.cache.SemanticCache;
import com.redis.vl.utils.vectorize.BaseVectorizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.UnifiedJedis;

/** The semantic cache of RedisVL for Java as its guide sets it up, with vectors that are given. */
final class RedisVlRival {

  private static final float DISTANCE = 0.05f;

  private final Given vectors = new Given();
  private final SemanticCache cache;

  RedisVlRival(UnifiedJedis client, String name) {
    cache =
        new SemanticCache.Builder()
            .name(name)
            .redisClient(client)
            .vectorizer(vectors)
            .distanceThreshold(DISTANCE)
            .ttl(3_600)
            .build();
  }

  void store(String prompt, String answer, float[] vector) {
    vectors.of.put(prompt, vector);
    cache.store(prompt, answer);
  }

  /** The answer. */
  String ask(String prompt, float[] vector) {
    vectors.of.put(prompt, vector);
    return cache.check(prompt).orElseThrow().getResponse();
  }

  /** No model: both sides are asked with the same vectors. */
  private static final class Given extends BaseVectorizer {

    private final Map<String, float[]> of = new ConcurrentHashMap<>();

    private Given() {
      super("given", VectorSet.DIMENSION, "float32");
    }

    @Override
    protected float[] generateEmbedding(String text) {
      return of.getOrDefault(text, VectorSet.entry(0));
    }

    @Override
    protected List<float[]> generateEmbeddingsBatch(List<String> texts, int size) {
      return texts.stream().map(this::generateEmbedding).toList();
    }
  }
}
