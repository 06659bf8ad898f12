package io.llmcache.redis;

import static io.llmcache.redis.Redis.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheKey;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.RedisStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import redis.clients.jedis.RedisClient;

@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisUsageTest {

  private static final RedisCalls.Observer NOBODY =
      new RedisCalls.Observer() {
        @Override
        public void succeeded() {}

        @Override
        public void failed(Exception cause) {}
      };

  @Test
  void hitsOfAllNodesAddUpAndOneOfAWeekAgoCountsHalf() {
    ManualClock clock = new ManualClock();
    try (RedisStack redis = RedisStack.start();
        RedisClient client = Redis.admin(redis);
        RedisLink link = Redis.link(redis.url());
        RedisCalls calls =
            new RedisCalls("usage", Duration.ofSeconds(10), NOBODY, System::nanoTime)) {
      WritePause writes =
          new WritePause(Redis.server(redis.url()), calls, warning -> {}, System::nanoTime);
      RedisUsage one = new RedisUsage(link, calls, writes, new RedisKeys("u"), clock);
      RedisUsage two = new RedisUsage(link, calls, writes, new RedisKeys("u"), clock);
      done(one.add(Map.of(key(1), 2, key(2), 3)));
      done(two.add(Map.of(key(1), 2)));
      assertThat(most(one, 5)).containsExactly(key(1), key(2));

      clock.advance(Duration.ofDays(7));
      done(two.add(Map.of(key(3), 3, key(2), 1)));

      // 3 * 2 = 6, 3 + 1 * 2 = 5, 4
      assertThat(most(one, 5)).containsExactly(key(3), key(2), key(1));
      assertThat(most(one, 1)).containsExactly(key(3));
      assertThat(client.pttl("llmcache:u:used")).isPositive();

      client.zadd("llmcache:u:used", 1e9, "no key of ours");
      assertThat(most(one, 2)).containsExactly(key(3));
    }
  }

  private static List<CacheKey> most(RedisUsage usage, int count) {
    return usage.most(count).toCompletableFuture().join();
  }

  private static void done(CompletionStage<?> stage) {
    stage.toCompletableFuture().join();
  }
}
