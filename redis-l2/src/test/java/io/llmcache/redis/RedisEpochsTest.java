package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.EpochContract;
import io.llmcache.testing.RedisStack;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import redis.clients.jedis.RedisClient;

@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisEpochsTest extends EpochContract {

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
  protected ResponseStore open(String namespace) {
    return Redis.store(redis.url(), namespace);
  }

  @Override
  protected void lose() {
    Assumptions.assumeTrue(redis.isOurs(), "the server is not ours to flush");
    admin.flushAll();
  }

  @Test
  void theTablesHaveNoExpiry() {
    try (ResponseStore store = open("kept")) {
      Objects.requireNonNull(store.epochs())
          .raise(Set.of("all", "ns"), 1)
          .toCompletableFuture()
          .join();

      assertThat(admin.pttl("llmcache:kept:epochs")).isEqualTo(-1);
      assertThat(admin.pttl("llmcache:epochs")).isEqualTo(-1);
    }
  }

  @Test
  void garbageInATableIsAFailedStageAndTheNextRaiseGoesOn() {
    try (ResponseStore store = open("garbage")) {
      admin.hset("llmcache:garbage:epochs", "ns", "inf");

      assertThat(Redis.failureOf(Objects.requireNonNull(store.epochs()).read()))
          .isInstanceOf(NumberFormatException.class);
      assertThat(Redis.succeeds(store.epochs().raise(Set.of("ns"), 1))).isTrue();
      assertThat(store.epochs().read().toCompletableFuture().join()).containsOnlyKeys("ns");
    }
  }
}
