package io.llmcache.redis;

import io.llmcache.testing.RedisStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import redis.clients.jedis.RedisClient;

@EnabledIf(
    value = "io.llmcache.testing.RedisStack#redis8Available",
    disabledReason = "a Redis 8 cannot be had here")
class Redis8FaultsTest extends RedisFaultsContract {

  private static RedisStack redis;
  private static RedisClient admin;

  @BeforeAll
  static void start() {
    redis = RedisStack.startRedis8();
    admin = Redis.admin(redis);
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      admin.close();
      redis.close();
    }
  }

  @Override
  RedisStack redis() {
    return redis;
  }

  @Override
  RedisClient admin() {
    return admin;
  }
}
