package io.llmcache.redis;

import io.llmcache.testing.RedisStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import redis.clients.jedis.RedisClient;

@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisStoreTest extends RedisStoreContract {

  private static RedisStack redis;
  private static RedisClient admin;

  @BeforeAll
  static void start() {
    redis = RedisStack.start();
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
