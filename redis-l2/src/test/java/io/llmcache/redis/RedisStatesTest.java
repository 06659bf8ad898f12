package io.llmcache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Invalidation;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/**
 * The rows of the table in docs/operations.md: whole caches on a Redis that is in trouble. Each
 * answer that a caller gets is checked to be one to the caller's own question.
 */
@Timeout(60)
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisStatesTest {

  private static final AtomicInteger NAMES = new AtomicInteger();

  private static RedisStack redis;
  private static RedisClient admin;

  private final String namespace = "states" + NAMES.incrementAndGet();
  private Node one;
  private Node two;

  @BeforeAll
  static void start() {
    redis = RedisStack.startOwn();
    admin = Redis.admin(redis);
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      admin.close();
      redis.close();
    }
  }

  @BeforeEach
  void open() {
    Waiting.until(() -> Redis.answers(admin), "Redis does not answer");
    one = new Node(redis.url(), namespace);
    two = new Node(redis.url(), namespace);
    one.awaitSharing(two);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    Waiting.until(() -> Redis.answers(admin), "Redis does not answer");
    admin.flushAll();
  }

  @Test
  void killed() {
    String kept = Node.newQuestion();
    int first = one.ask(kept).number();

    redis.kill();
    askMany(one);
    assertThat(one.ask(kept).number()).isEqualTo(first);
    assertThat(one.count(Kind.TIER_DOWN)).isEqualTo(1);
    redis.startAgain();

    one.awaitSharing(two);
    assertThat(one.count(Kind.TIER_UP)).isEqualTo(1);
  }

  @Test
  void hung() {
    redis.pause();
    try {
      long begin = System.nanoTime();
      askMany(one);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("three calls wait for the time-out, and no more")
          .isLessThan(Duration.ofSeconds(10));
      assertThat(one.count(Kind.TIER_DOWN)).isEqualTo(1);
    } finally {
      redis.resume();
    }
    one.awaitSharing(two);
  }

  @Test
  void slow() {
    try (SlowLine line = new SlowLine(redis.url());
        Node far =
            new Node(
                line.url(),
                Map.of("llmcache.namespace", namespace, "llmcache.redis-timeout", "300ms"))) {
      two.awaitSharing(far);

      line.delay(Duration.ofSeconds(1));
      askMany(far);
      assertThat(far.count(Kind.TIER_DOWN)).isEqualTo(1);

      line.delay(Duration.ZERO);
      two.awaitSharing(far);
    }
  }

  @Test
  void full() {
    Node.Answered shared = one.awaitSharing(two);
    String kept = shared.question();
    int first = shared.number();
    Redis.configure(admin, "maxmemory-policy", "noeviction");
    Redis.configure(admin, "maxmemory", "1");
    try {
      Waiting.until(() -> isServed(kept, first), "what Redis has is not served");
      askMany(one);
      Waiting.until(() -> !said(one, "is full and").isEmpty(), "nobody is told");
      askMany(one);
      assertThat(said(one, "is full and")).hasSize(1);
      assertThat(one.count(Kind.TIER_DOWN)).isZero();

      one.invalidate(Invalidation.namespace());
      Waiting.until(() -> two.ask(kept).number() > first, "the old answer is still served");
    } finally {
      Redis.configure(admin, "maxmemory", "512mb");
    }
    one.awaitSharing(two);
  }

  @Test
  void evicting() {
    Node.Answered shared = one.awaitSharing(two);
    String question = shared.question();
    int old = shared.number();
    Map<String, Map<byte[], byte[]>> saved = entries();
    one.invalidate(Invalidation.tag("of-nothing"));
    one.invalidate(Invalidation.namespace());
    Waiting.until(() -> two.ask(question).number() > old, "the old answer is still served");
    evictTheTables();
    saved.forEach((key, fields) -> admin.hset(key.getBytes(US_ASCII), fields));

    try (Node fresh = new Node(redis.url(), namespace)) {
      for (Node node : List.of(fresh, one, two)) {
        assertThat(node.ask(question).number()).isGreaterThan(old);
      }
      assertThat(admin.exists("llmcache:" + namespace + ":epochs")).isTrue();
      fresh.awaitSharing(one);
    }
    one.awaitSharing(two);
  }

  private Map<String, Map<byte[], byte[]>> entries() {
    Map<String, Map<byte[], byte[]>> found = new HashMap<>();
    for (String key : admin.keys("llmcache:" + namespace + ":e:*")) {
      found.put(key, admin.hgetAll(key.getBytes(US_ASCII)));
    }
    return found;
  }

  /** Redis itself does, as it makes room for others' keys. */
  private void evictTheTables() {
    Redis.configure(admin, "maxmemory-policy", "allkeys-random");
    try {
      for (int round = 0; round < 50 && tables() > 0; round++) {
        Redis.configure(admin, "maxmemory", "1");
        for (int i = 0; i < 20 && tables() > 0; i++) {
          try {
            admin.set("filler:" + i, "x");
          } catch (RuntimeException e) {
            // it has nothing left to evict
          }
        }
        Redis.configure(admin, "maxmemory", "512mb");
      }
      assertThat(tables()).isZero();
    } finally {
      Redis.configure(admin, "maxmemory", "512mb");
      Redis.configure(admin, "maxmemory-policy", "noeviction");
    }
  }

  private long tables() {
    return admin.exists("llmcache:" + namespace + ":epochs", "llmcache:epochs");
  }

  @Test
  void readOnly() {
    Node.Answered shared = one.awaitSharing(two);
    String kept = shared.question();
    int first = shared.number();
    admin.sendCommand(Protocol.Command.REPLICAOF, "127.0.0.1", "1");
    try {
      Waiting.until(() -> isServed(kept, first), "what Redis has is not served");
      askMany(one);
      Waiting.until(() -> !said(one, "read-only replica").isEmpty(), "nobody is told");
      assertThat(said(one, "read-only replica")).hasSize(1);
      assertThat(one.count(Kind.TIER_DOWN)).isZero();
      one.invalidate(Invalidation.namespace());
    } finally {
      admin.sendCommand(Protocol.Command.REPLICAOF, "NO", "ONE");
    }
    Waiting.until(() -> two.ask(kept).number() > first, "the old answer is still served");
    one.awaitSharing(two);
  }

  @Test
  void wrongPassword() {
    URI wrong = URI.create("redis://app:wrong@127.0.0.1:%d".formatted(redis.url().getPort()));
    try (Node stranger = new Node(wrong, namespace)) {
      askMany(stranger);
      assertThat(said(stranger, "refuses the log-in")).hasSize(1);

      admin.sendCommand(
          Protocol.Command.ACL, "SETUSER", "app", "on", ">wrong", "~*", "&*", "+@all");
      one.awaitSharing(stranger);
    } finally {
      admin.sendCommand(Protocol.Command.ACL, "DELUSER", "app");
    }
  }

  @Test
  void garbage() {
    Random random = new Random(7);
    String question = Node.newQuestion();
    one.ask(question);
    String prefix = "llmcache:" + namespace + ":e:";
    Waiting.until(() -> !admin.keys(prefix + "*").isEmpty(), "nothing is stored");
    for (String key : admin.keys(prefix + "*")) {
      byte[] bytes = new byte[random.nextInt(5_000)];
      random.nextBytes(bytes);
      admin.hset(key.getBytes(US_ASCII), new byte[] {'b'}, bytes);
    }
    admin.hset(prefix + "no key of ours", "b", "x");
    admin.set(prefix + "00".repeat(32), "not a hash");
    admin.del("llmcache:" + namespace + ":used");
    admin.set("llmcache:" + namespace + ":used", "not a set");
    admin.hset("llmcache:" + namespace + ":epochs", "tag:t", "no number");

    try (Node late = new Node(redis.url(), namespace)) {
      assertThat(late.ask(question).isHit()).isFalse();
      late.awaitSharing(one);
      Waiting.until(() -> one.ask(question).number() > 0 && late.ask(question).isHit(), "no hit");
      assertThat(late.store().visit((key, entry) -> {}).toCompletableFuture())
          .succeedsWithin(Duration.ofSeconds(5));
      assertThat(late.count(Kind.TIER_DOWN)).isZero();
    }
  }

  @Test
  void somethingElseInPlaceOfTheTable() {
    String table = "llmcache:" + namespace + ":epochs";
    admin.del(table);
    admin.set(table, "not a hash");
    try (Node late = new Node(redis.url(), namespace)) {
      askMany(late);
      Waiting.until(() -> !said(late, table).isEmpty(), "nobody is told");
      assertThat(said(late, table)).hasSize(1);
      assertThat(late.ask(Node.newQuestion()).isShared()).isFalse();

      admin.del(table);
      late.awaitSharing(one);
    }
  }

  @Test
  void flushed() {
    String question = Node.newQuestion();
    int old = one.ask(question).number();
    one.invalidate(Invalidation.namespace());
    String kept = Node.newQuestion();
    int first = one.ask(kept).number();

    admin.flushAll();

    askMany(one);
    assertThat(one.ask(question).number()).isGreaterThan(old);
    Waiting.until(() -> one.ask(kept).number() > first, "the near tier is kept");
    one.awaitSharing(two);
    assertThat(one.count(Kind.TIER_DOWN)).isZero();
  }

  @Test
  void withoutTheIndex() {
    Map<String, String> meaning =
        Map.of("llmcache.namespace", namespace + "m", "llmcache.embedding", FakeEmbedder.NAME);
    try (Node asked = new Node(redis.url(), meaning);
        Node other = new Node(redis.url(), meaning)) {
      awaitMeaning(asked, other);
      for (String index : admin.ftList()) {
        admin.ftDropIndex(index);
      }

      askMany(asked);
      asked.awaitSharing(other);
      awaitMeaning(asked, other);
      assertThat(admin.ftList()).anyMatch(index -> index.contains(namespace + "m"));
    }
  }

  private static void awaitMeaning(Node asked, Node other) {
    Waiting.until(
        () -> {
          String subject = Node.newQuestion();
          String stored = "Please explain how the garden pump of our house works, " + subject;
          String alike = "Explain please how the garden pump of our house works, " + subject;
          asked.ask(stored);
          asked.store().ping().toCompletableFuture().join();
          return other.ask(alike, stored).status().contains("detail=semantic-");
        },
        "nothing is found by meaning");
  }

  @Test
  void loading(@TempDir Path folder) throws IOException {
    Path conf =
        Files.write(
            folder.resolve("loading.conf"),
            List.of(
                "save 3600 1",
                "key-load-delay 1000",
                "loading-process-events-interval-bytes 1024"));
    try (RedisStack own = RedisStack.startOwn("--conf", conf.toString());
        RedisClient ownAdmin = Redis.admin(own);
        Node here = new Node(own.url(), namespace);
        Node there = new Node(own.url(), namespace)) {
      here.awaitSharing(there);
      Node.Answered shared = here.awaitSharing(there);
      String kept = shared.question();
      int first = shared.number();
      for (int i = 0; i < 3_000; i++) {
        ownAdmin.set("filler:" + i, "x".repeat(100));
      }
      ownAdmin.sendCommand(Protocol.Command.SAVE);
      own.kill();
      here.ask(Node.newQuestion());
      CompletableFuture<Void> started = CompletableFuture.runAsync(own::startAgain);
      Waiting.until(() -> loads(ownAdmin), "it does not load");

      try (Node late = new Node(own.url(), namespace)) {
        int asked = 0;
        while (loads(ownAdmin)) {
          here.ask(Node.newQuestion());
          assertThat(late.ask(Node.newQuestion()).isHit()).isFalse();
          asked++;
        }
        assertThat(asked).isPositive();
        Waiting.on(started);
        here.awaitSharing(late);
        here.awaitSharing(there);
        assertThat(late.ask(kept).number()).isEqualTo(first);
      }
    }
  }

  private static boolean loads(RedisClient client) {
    try {
      client.get("any");
      return false;
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage()).startsWith("LOADING");
    }
  }

  /** Whether a node that knows nothing itself finds it in Redis. */
  private boolean isServed(String question, int number) {
    try (Node fresh = new Node(redis.url(), namespace)) {
      Node.Answered answered = fresh.ask(question);
      return answered.isShared() && answered.number() == number;
    }
  }

  private static void askMany(Node node) {
    for (int i = 0; i < 20; i++) {
      node.ask(Node.newQuestion());
    }
  }

  private static List<String> said(Node node, String what) {
    return node.warnings().stream().filter(warning -> warning.contains(what)).toList();
  }
}
