package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** What becomes of calls when the server is away, hangs, is full or holds something else. */
@Timeout(60)
abstract class RedisFaultsContract {

  private static final Duration LONG = Duration.ofHours(1);

  private ResponseStore store;

  abstract RedisStack redis();

  abstract RedisClient admin();

  @BeforeEach
  void open() {
    Waiting.until(() -> Redis.answers(admin()), "Redis does not answer");
    admin().flushAll();
    store = patient("3s");
  }

  private ResponseStore patient(String timeout) {
    return Redis.store(
        redis().url(),
        Map.of("llmcache.namespace", "faults", "llmcache.redis-timeout", timeout),
        warning -> {});
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aRefusedConnectionIsAConnectException() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }

    try (ResponseStore away = Redis.store(URI.create("redis://127.0.0.1:" + port), "away")) {
      assertThat(Redis.failureOf(away.get(Redis.key(1)))).isInstanceOf(ConnectException.class);
      assertThat(Redis.failureOf(away.ping())).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void afterAKillAndARestartTheSecondPingFindsTheServer() {
    warmUp();

    redis().kill();
    Redis.failureOf(store.get(Redis.key(1)));
    assertThat(Redis.failureOf(store.get(Redis.key(1)))).isInstanceOf(ConnectException.class);
    redis().startAgain();

    if (!Redis.succeeds(store.ping())) {
      assertThat(Redis.succeeds(store.ping())).isTrue();
    }
    for (int i = 0; i < 50; i++) {
      assertThat(Redis.succeeds(store.put(Redis.key(i), new byte[10], LONG))).isTrue();
    }
  }

  @Test
  void aRestartBetweenTwoCallsCostsOneCall() {
    warmUp();

    redis().kill();
    redis().startAgain();

    Redis.failureOf(store.get(Redis.key(1)));
    for (int i = 0; i < 50; i++) {
      assertThat(Redis.succeeds(store.get(Redis.key(i)))).isTrue();
    }
  }

  @Test
  void aServerThatHangsFailsCallsAndIsUsedAgainWhenItGoesOn() {
    store.close();
    store = patient("300ms");
    warmUp();
    redis().pause();
    try {
      List<CompletionStage<?>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(store.get(Redis.key(i)));
      }
      for (CompletionStage<?> call : calls) {
        Redis.failureOf(call);
      }
      assertThat(Redis.failureOf(store.ping()))
          .isInstanceOfAny(JedisConnectionException.class, TimeoutException.class);
    } finally {
      redis().resume();
    }

    Waiting.until(
        () -> Redis.succeeds(store.put(Redis.key(1), new byte[10], LONG)),
        "the store does not come back");
  }

  @Test
  void aFullServerThatEvictsNothingFailsThePut() {
    Redis.configure(admin(), "maxmemory-policy", "noeviction");
    Redis.configure(admin(), "maxmemory", "1");
    try {
      assertThat(Redis.failureOf(store.put(Redis.key(1), new byte[10], LONG)))
          .isInstanceOf(JedisDataException.class)
          .hasMessageContaining("OOM");
      assertThat(store.get(Redis.key(1)).toCompletableFuture().join()).isNull();
    } finally {
      Redis.configure(admin(), "maxmemory", "512mb");
    }
    Waiting.until(
        () -> Redis.succeeds(store.put(Redis.key(1), new byte[10], LONG)),
        "it is not written to again");
  }

  @Test
  void somethingElseAtTheKeyIsAFailedStageAndKeepsItsOwnExpiry() {
    String name = "llmcache:faults:e:" + Redis.key(1).hex();
    admin().set(name, "not ours");

    assertThat(Redis.failureOf(store.get(Redis.key(1)))).isInstanceOf(JedisDataException.class);
    assertThat(Redis.failureOf(store.put(Redis.key(1), new byte[10], LONG)))
        .isInstanceOf(JedisDataException.class);
    assertThat(admin().pttl(name)).isEqualTo(-1);
  }

  @Test
  void aHashWithoutBytesIsAMiss() {
    admin().hset("llmcache:faults:e:" + Redis.key(1).hex(), "x", "y");

    assertThat(store.get(Redis.key(1)).toCompletableFuture().join()).isNull();
  }

  @Test
  void anEntryTooLargeForTheServerFailsAndLeavesTheStoreSound() {
    Redis.configure(admin(), "proto-max-bulk-len", "1mb");
    try {
      assertThat(Redis.succeeds(store.put(Redis.key(1), new byte[2 << 20], LONG))).isFalse();
    } finally {
      Redis.configure(admin(), "proto-max-bulk-len", "512mb");
    }
    assertThat(Redis.succeeds(store.put(Redis.key(1), new byte[2 << 20], LONG))).isTrue();
  }

  @Test
  void newsGoOnAfterARestart() {
    CountDownLatch first = new CountDownLatch(1);
    Set<String> seen = java.util.concurrent.ConcurrentHashMap.newKeySet();
    Objects.requireNonNull(store.epochs())
        .onChange(
            () -> {
              first.countDown();
              if (Redis.succeeds(store.epochs().read())) {
                seen.addAll(store.epochs().read().toCompletableFuture().join().keySet());
              }
            });
    Waiting.on(first, "no subscription");

    redis().kill();
    redis().startAgain();
    Waiting.until(
        () -> Redis.succeeds(store.epochs().raise(Set.of("tag:after"), 1)), "Redis is away");

    Waiting.until(() -> seen.contains("tag:after"), "no news after the restart");
  }

  @Test
  void closeEndsEveryThread() {
    Objects.requireNonNull(store.epochs()).onChange(() -> {});
    warmUp();

    store.close();

    Waiting.until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("llmcache-redis")),
        "a thread of the store is left");
  }

  /** Fills the pool: all eight connections are open and idle. */
  private void warmUp() {
    List<CompletionStage<?>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      calls.add(store.put(Redis.key(i), new byte[100_000], LONG));
    }
    for (CompletionStage<?> call : calls) {
      Redis.succeeds(call);
    }
    Waiting.until(() -> Redis.succeeds(store.ping()), "Redis does not answer");
  }
}
