package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.EpochStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.EpochContract;
import io.llmcache.testing.RedisStack;
import java.util.Map;
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
  void anUnreadableNumberIsRaised() {
    try (ResponseStore store = open("garbage")) {
      EpochStore epochs = Objects.requireNonNull(store.epochs());
      long before = epochs.raise(Set.of("ns"), 1).toCompletableFuture().join();
      admin.hset("llmcache:garbage:epochs", "tag:t", "inf");

      Map<String, Long> table = epochs.read().toCompletableFuture().join();

      assertThat(table).containsEntry("ns", before).containsKey("tag:t");
      assertThat(table.get("tag:t")).isGreaterThan(before);
    }
  }

  @Test
  void aNodeThatFindsNoTableRaisesItsNamespaceAboveWhatWasLost() {
    try (ResponseStore first = open("begun");
        ResponseStore second = open("begun")) {
      EpochStore epochs = Objects.requireNonNull(first.epochs());
      long lost = epochs.raise(Set.of("tag:t"), 1).toCompletableFuture().join();
      admin.del("llmcache:begun:epochs");

      Map<String, Long> table =
          Objects.requireNonNull(second.epochs()).read().toCompletableFuture().join();

      assertThat(table).containsOnlyKeys("ns");
      assertThat(table.get("ns")).isGreaterThan(lost);
      assertThat(epochs.read().toCompletableFuture().join()).isEqualTo(table);
    }
  }

  @Test
  void aNodeThatFindsNoSharedTableRaisesAll() {
    try (ResponseStore first = open("begun");
        ResponseStore second = open("begun")) {
      EpochStore epochs = Objects.requireNonNull(first.epochs());
      long lost = epochs.raise(Set.of("all", "ns"), 1).toCompletableFuture().join();
      admin.del("llmcache:epochs");

      Map<String, Long> table =
          Objects.requireNonNull(second.epochs()).read().toCompletableFuture().join();

      assertThat(table).containsOnlyKeys("all", "ns");
      assertThat(table.get("all")).isGreaterThan(lost);
    }
  }

  @Test
  void aTableThatIsThereIsLeftAsItIs() {
    try (ResponseStore first = open("begun");
        ResponseStore second = open("begun")) {
      EpochStore epochs = Objects.requireNonNull(first.epochs());
      epochs.raise(Set.of("tag:t"), 1).toCompletableFuture().join();

      assertThat(Objects.requireNonNull(second.epochs()).read().toCompletableFuture().join())
          .containsOnlyKeys("tag:t");
    }
  }
}
