package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.SizeFixtures;
import io.llmcache.testing.Waiting;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import redis.clients.jedis.RedisClient;

/** What an entry costs the server in memory, all of its structures counted. */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisMemoryTest {

  @Test
  void anEntryTakesLessThanTheAnswerItself() throws Exception {
    try (RedisStack redis = RedisStack.start();
        RedisClient admin = Redis.admin(redis)) {
      double unary = share(redis, admin, "u", Calls.asking("a"), Calls.JSON, SizeFixtures.unary());
      double stream =
          share(redis, admin, "s", Calls.streaming("a"), Calls.SSE, SizeFixtures.stream());

      assertThat(unary).as("of a unary answer of 2 KB").isLessThan(0.8);
      assertThat(stream).as("of a stream of 400 chunks").isLessThan(0.1);
    }
  }

  private static double share(
      RedisStack redis,
      RedisClient admin,
      String namespace,
      CacheRequest request,
      Headers headers,
      byte[] raw)
      throws Exception {
    Map<String, String> names = Map.of("llmcache.namespace", namespace);
    try (LlmCache cache =
        LlmCache.builder(Redis.settings(redis.url(), names))
            .store(Tier.L2, Redis.store(redis.url(), namespace))
            .build()) {
      Lease lease = Calls.lease(cache.open(request));
      Recording recording = lease.reply(200, headers);
      recording.write(ByteBuffer.wrap(raw));
      recording.end();
      Waiting.until(
          () -> cache.count(Invalidation.namespace()).join().shared() == 1,
          "the answer is not in the shared tier");
    }
    String entry = admin.keys("llmcache:" + namespace + ":e:*").iterator().next();
    return (double) admin.memoryUsage(entry, 0) / raw.length;
  }
}
