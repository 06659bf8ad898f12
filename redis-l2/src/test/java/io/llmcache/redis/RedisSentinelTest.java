package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticScope;
import io.llmcache.testing.Background;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A master, a replica, three sentinels; the master dies under traffic. */
@Timeout(120)
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisSentinelTest {

  private static final SemanticScope SCOPE = new SemanticScope(new byte[32]);
  private static final float[] VECTOR = {0.6f, 0.8f};

  @TempDir static Path folder;

  private static RedisGroup group;
  private static Path watchword;

  @BeforeAll
  static void start() throws IOException {
    watchword = Files.writeString(folder.resolve("watchword"), RedisGroup.SENTINEL_PASSWORD);
    group = RedisGroup.watched();
  }

  @AfterAll
  static void stop() {
    if (group != null) {
      group.close();
    }
  }

  private static Node open() {
    return new Node(
        group.url(),
        Map.of(
            "llmcache.namespace",
            "watched",
            "llmcache.redis-sentinel-password-file",
            watchword.toString()));
  }

  @Test
  void theReplicaTakesOverAndNobodyNotices() {
    Set<String> heard = ConcurrentHashMap.newKeySet();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    try (Node one = open();
        Node two = open()) {
      one.awaitSharing(two);
      SemanticIndex index =
          Objects.requireNonNull(one.store().index("model-a", 2, warning -> heard.add(warning)));
      index(one, index);
      Objects.requireNonNull(two.store().epochs()).onChange(() -> hear(two, heard));
      Waiting.until(() -> group.caughtUp(), "the replica is behind");
      List<Future<Integer>> callers = Background.start(2, () -> askOnAndOn(two, over, answers));
      awaitMore(answers, callers);

      group.server(0).kill();
      awaitMore(answers, callers);
      one.awaitSharing(two);

      awaitMore(answers, callers);
      assertThat(index.nearest(SCOPE, VECTOR, 1).toCompletableFuture().join()).hasSize(1);
      Node.Answered shared = one.awaitSharing(two);
      String question = shared.question();
      int stored = shared.number();
      one.invalidate(Invalidation.tag("after-fail-over"));
      Waiting.until(() -> heard.contains("tag:after-fail-over"), "no news from the new master");
      one.invalidate(Invalidation.namespace());
      Waiting.until(() -> two.ask(question).number() > stored, "the old answer is still served");
      over.set(true);
      for (Future<Integer> caller : callers) {
        assertThat(Waiting.on(caller)).isPositive();
      }
      assertThat(two.count(Kind.TIER_UP)).isEqualTo(two.count(Kind.TIER_DOWN));
    }
    Waiting.until(() -> threadsLeft().isEmpty(), "threads are left: " + threadsLeft());
  }

  private static List<String> threadsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("llmcache-redis")
                    || name.contains("Sentinel")
                    || name.contains("commons-pool"))
        .toList();
  }

  private static void index(Node node, SemanticIndex index) {
    Waiting.until(
        () ->
            Redis.succeeds(node.store().put(Redis.key(1), new byte[10], Duration.ofHours(1)))
                && Redis.succeeds(index.add(Redis.key(1), SCOPE, VECTOR))
                && index.nearest(SCOPE, VECTOR, 1).toCompletableFuture().join().size() == 1,
        "there is no index");
  }

  private static void hear(Node node, Set<String> heard) {
    Objects.requireNonNull(node.store().epochs())
        .read()
        .thenAccept(table -> heard.addAll(table.keySet()));
  }

  /**
   * Asks until the test is over, every other question a new one.
   *
   * @return how many answers there were
   */
  private static int askOnAndOn(Node node, AtomicBoolean over, AtomicInteger answers) {
    int asked = 0;
    while (!over.get()) {
      node.ask(asked % 2 == 0 ? Node.newQuestion() : "again " + asked % 10);
      asked++;
      answers.incrementAndGet();
    }
    return asked;
  }

  private static void awaitMore(AtomicInteger answers, List<Future<Integer>> callers) {
    int enough = answers.get() + 200;
    Waiting.until(
        () -> answers.get() >= enough || callers.stream().anyMatch(Future::isDone),
        "the callers get no answers");
  }
}
