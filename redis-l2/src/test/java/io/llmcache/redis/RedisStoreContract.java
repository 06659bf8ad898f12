package io.llmcache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.StoreContract;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

abstract class RedisStoreContract extends StoreContract {

  abstract RedisStack redis();

  abstract RedisClient admin();

  /** Redis itself keeps the bound, so it is set on top of what the empty server uses. */
  @Override
  protected ResponseStore open(String namespace, long maxBytes) {
    Assumptions.assumeTrue(
        redis().isOurs() || maxBytes > 32 << 20, "the server's bound is not ours to set");
    if (redis().isOurs()) {
      long used = used();
      Redis.configure(admin(), "maxmemory", String.valueOf(used + maxBytes));
      Redis.configure(admin(), "maxmemory-policy", "volatile-lru");
    }
    return Redis.store(redis().url(), namespace);
  }

  private long used() {
    return admin()
        .info("memory")
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length()).trim()))
        .sum();
  }

  @Test
  void anEntryIsOneHashThatExpires() {
    ResponseStore store = open("form", 64L << 20);

    put(store, key(1), bytes(10, 1), Duration.ofSeconds(90));

    String name = "llmcache:form:e:" + key(1).hex();
    assertThat(admin().hlen(name)).isEqualTo(1);
    assertThat(admin().hget(name.getBytes(US_ASCII), "b".getBytes(US_ASCII)))
        .isEqualTo(bytes(10, 1));
    assertThat(admin().pttl(name)).isBetween(80_000L, 90_000L);
    store.close();
  }

  @Test
  void entriesOutliveTheStoreThatPutThem() {
    try (ResponseStore store = open("kept", 64L << 20)) {
      put(store, key(1), bytes(10, 1), Duration.ofSeconds(90));
    }

    try (ResponseStore store = open("kept", 64L << 20)) {
      assertThat(get(store, key(1))).isEqualTo(bytes(10, 1));
    }
  }

  @Test
  void saysWhereItIsAndNotHowToLogIn() {
    try (ResponseStore store =
        Redis.store(
            java.net.URI.create("redis://app:secret@localhost:1/"), Map.of(), warning -> {})) {
      assertThat(store.describe()).isEqualTo("redis localhost:1");
    }
  }
}
