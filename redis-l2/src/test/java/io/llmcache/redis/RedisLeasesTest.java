package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.LeaseStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.LeaseContract;
import io.llmcache.testing.RedisStack;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import redis.clients.jedis.RedisClient;

@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisLeasesTest extends LeaseContract {

  private static final Duration LENGTH = Duration.ofMinutes(10);

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

  @Test
  void aLeaseNeverStandsWithoutExpiry() {
    CacheKey key = Redis.key(1);
    String name = "llmcache:expiry:l:" + key.hex();
    try (ResponseStore store = open("expiry")) {
      LeaseStore leases = Objects.requireNonNull(store.leases());
      assertThat(Redis.succeeds(leases.acquire(key, "a", LENGTH))).isTrue();
      assertThat(admin.pttl(name)).isBetween(1L, LENGTH.toMillis());
      assertThat(Redis.succeeds(leases.renew(key, "a", LENGTH.multipliedBy(2)))).isTrue();
      assertThat(admin.pttl(name)).isBetween(LENGTH.toMillis(), 2 * LENGTH.toMillis());
      assertThat(Redis.succeeds(leases.acquire(key, "a", Duration.ofNanos(1)))).isTrue();
      assertThat(admin.pttl(name)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void somethingElseUnderItsKeyIsAFailure() {
    CacheKey key = Redis.key(2);
    String name = "llmcache:other:l:" + key.hex();
    try (ResponseStore store = open("other")) {
      LeaseStore leases = Objects.requireNonNull(store.leases());
      admin.hset(name, "field", "value");
      assertThat(Redis.failureOf(leases.acquire(key, "a", LENGTH))).hasMessageContaining("WRONG");
      assertThat(Redis.failureOf(leases.renew(key, "a", LENGTH))).hasMessageContaining("WRONG");
      assertThat(Redis.failureOf(leases.release(key, "a"))).hasMessageContaining("WRONG");
      assertThat(admin.hget(name, "field")).isEqualTo("value");
      admin.unlink(name);
    }
  }
}
