package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.EpochContract;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Three masters: the exact tier and the epochs work, an index stays with its node. */
@Timeout(60)
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisClusterTest extends EpochContract {

  private static final int MASTERS = 3;
  private static final Duration LONG = Duration.ofHours(1);

  private static RedisGroup cluster;

  @BeforeAll
  static void start() {
    cluster = RedisGroup.cluster(MASTERS);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  protected ResponseStore open(String namespace) {
    return Redis.store(cluster.url(), namespace);
  }

  @Override
  protected void lose() {
    for (int i = 0; i < MASTERS; i++) {
      try (Jedis node = node(i)) {
        node.flushAll();
      }
    }
  }

  private static Jedis node(int number) {
    return new Jedis(RedisGroup.address(cluster.server(number)));
  }

  private static int keysOn(int number) {
    try (Jedis node = node(number)) {
      return node.keys("llmcache:*:e:*").size();
    }
  }

  @Test
  void entriesLieOnAllMastersAndAreAllVisitedAndCleared() {
    try (ResponseStore store = open("spread");
        ResponseStore other = open("spread2")) {
      Redis.succeeds(other.put(Redis.key(1), new byte[10], LONG));
      Set<CacheKey> put = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        assertThat(Redis.succeeds(store.put(Redis.key(i), new byte[10], LONG))).isTrue();
        put.add(Redis.key(i));
      }
      for (int i = 0; i < MASTERS; i++) {
        assertThat(keysOn(i)).isBetween(50, 200);
      }
      Set<CacheKey> seen = ConcurrentHashMap.newKeySet();
      assertThat(Redis.succeeds(store.visit((key, entry) -> seen.add(key)))).isTrue();
      assertThat(seen).isEqualTo(put);
      assertThat(Redis.succeeds(store.used(Map.of(Redis.key(7), 2, Redis.key(8), 1)))).isTrue();
      assertThat(store.mostUsed(2).toCompletableFuture().join())
          .containsExactly(Redis.key(7), Redis.key(8));
      assertThat(Redis.succeeds(store.remove(Redis.key(7)))).isTrue();
      assertThat(store.get(Redis.key(7)).toCompletableFuture().join()).isNull();

      assertThat(Redis.succeeds(store.clear())).isTrue();

      seen.clear();
      assertThat(Redis.succeeds(store.visit((key, entry) -> seen.add(key)))).isTrue();
      assertThat(seen).isEmpty();
      assertThat(other.get(Redis.key(1)).toCompletableFuture().join()).hasSize(10);
    }
  }

  @Test
  void thereIsNoIndexAndThatIsSaidOnce() {
    List<String> warnings = new CopyOnWriteArrayList<>();
    try (ResponseStore store = open("index")) {
      assertThat(store.index("model-a", 2, warnings::add)).isNull();
    }
    assertThat(warnings).singleElement().asString().contains("cluster", "by meaning");
  }

  @Test
  void whoTakesANodeForAServerIsTold() {
    URI node = URI.create("redis://" + RedisGroup.address(cluster.server(0)));
    try (Node alone = new Node(node, "moved")) {
      for (int i = 0; i < 20; i++) {
        alone.ask(Node.newQuestion());
      }
      Waiting.until(
          () -> alone.warnings().stream().anyMatch(said -> said.contains("redis-cluster")),
          "nobody is told");
      assertThat(alone.count(Kind.TIER_DOWN)).isZero();
    }
  }

  @Test
  void theMemoryOfAllMastersIsOneBound() {
    for (int i = 0; i < MASTERS; i++) {
      try (Jedis node = node(i)) {
        node.configSet("maxmemory", "100mb");
        node.configSet("maxmemory-policy", "volatile-lru");
      }
    }
    List<String> warnings = new CopyOnWriteArrayList<>();
    try (ResponseStore store =
        Redis.store(cluster.url(), Map.of("llmcache.max-cache-size", "400MB"), warnings::add)) {
      Redis.succeeds(store.ping());
      Waiting.until(() -> !warnings.isEmpty(), "nothing is said of the bound");
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("maxmemory " + (300 << 20), "cluster 127.0.0.1");
  }

  @Test
  void nodesShareAnswersAndInvalidations() {
    try (Node one = new Node(cluster.url(), "whole");
        Node two = new Node(cluster.url(), "whole")) {
      one.awaitSharing(two);
      Node.Answered shared = one.awaitSharing(two);
      String question = shared.question();
      int first = shared.number();

      one.invalidate(Invalidation.all());

      Waiting.until(() -> two.ask(question).number() > first, "the old answer is still served");
      one.awaitSharing(two);
      assertThat(one.count(Kind.FAULT) + two.count(Kind.FAULT)).isZero();
      assertThat(one.count(Kind.TIER_DOWN)).isZero();
    }
  }

  @Test
  void whatTheOtherMastersHaveIsServedWhileOneIsAway() {
    try (RedisGroup own = RedisGroup.cluster(MASTERS);
        Node one = new Node(own.url(), "part");
        Node two = new Node(own.url(), "part")) {
      one.awaitSharing(two);

      Node.Answered shared = one.awaitSharing(two);
      String kept = shared.question();
      int first = shared.number();
      int slot = JedisClusterCRC16.getSlot(new RedisKeys("part", true).allEpochs());
      RedisStack withTables = own.server(MASTERS * slot / 16_384);

      withTables.kill();

      int hits = 0;
      for (int i = 0; i < 30; i++) {
        String question = Node.newQuestion();
        one.ask(question);
        hits += two.ask(question).isShared() ? 1 : 0;
      }
      assertThat(hits).isPositive();
      assertThat(one.faults("l2-get")).isPositive();

      one.invalidate(Invalidation.namespace());
      withTables.startAgain();
      Waiting.until(() -> two.ask(kept).number() > first, "the old answer is still served");
    }
  }

  @Test
  void noNodeToBeginWithIsNoError() {
    try (RedisGroup gone = RedisGroup.cluster(1)) {
      gone.server(0).kill();
      try (Node alone = new Node(gone.url(), "gone")) {
        for (int i = 0; i < 20; i++) {
          alone.ask(Node.newQuestion());
        }
        assertThat(alone.count(Kind.TIER_DOWN)).isEqualTo(1);
      }
    }
  }
}
