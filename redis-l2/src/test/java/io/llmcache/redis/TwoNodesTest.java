package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Identical calls at the same time on two caches that share a Redis server. */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class TwoNodesTest {

  private static final int CALLERS = 60;
  private static final int THREADS = 12;

  private static RedisStack redis;
  private static RedisClient admin;

  private LlmCache one;
  private LlmCache two;

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
    admin.flushAll();
    one = node("10s");
    two = node("10s");
  }

  private static LlmCache node(String timeout) {
    Map<String, String> settings =
        Map.of("llmcache.namespace", "nodes", "llmcache.redis-timeout", timeout);
    return LlmCache.builder(Redis.settings(redis.url(), settings))
        .store(Tier.L2, Redis.store(redis.url(), settings, warning -> {}))
        .build();
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void makeOneCallForAll(boolean stream) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < 5; round++) {
        String question = stream + " " + round;
        CacheRequest request = stream ? Calls.streaming(question) : Calls.asking(question);
        Round asked = new Round(request, stream);
        assertThat(asked.run(threads)).hasSize(CALLERS).containsOnly(body(stream));
        assertThat(asked.forwards).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(two.statistics().count(Kind.COLLAPSED) + one.statistics().count(Kind.COLLAPSED))
        .isPositive();
    Waiting.until(() -> admin.keys("llmcache:nodes:l:*").isEmpty(), "a lease is left");
  }

  private static String body(boolean stream) {
    return stream ? OpenAiChatFixtures.STREAM : OpenAiChatFixtures.REPLY;
  }

  /** Everybody asks; the call is answered when all have asked. */
  private final class Round {

    private final CacheRequest request;
    private final boolean stream;
    private final Queue<Lease> forwards = new ConcurrentLinkedQueue<>();
    private final CountDownLatch asked = new CountDownLatch(CALLERS);

    private Round(CacheRequest request, boolean stream) {
      this.request = request;
      this.stream = stream;
    }

    private List<String> run(ExecutorService threads) throws Exception {
      List<Future<CompletableFuture<Outcome>>> outcomes = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        LlmCache node = caller % 2 == 0 ? one : two;
        outcomes.add(threads.submit(() -> ask(node)));
      }
      Waiting.on(asked, "somebody hangs");
      Set<Lease> begun = Set.copyOf(forwards);
      List<String> texts = new ArrayList<>();
      begun.forEach(lease -> texts.add(text(lease)));
      for (Future<CompletableFuture<Outcome>> outcome : outcomes) {
        Outcome last = Waiting.on(Waiting.on(outcome));
        if (last instanceof Outcome.Served served) {
          texts.add(Calls.text(served.reply()));
        } else if (!begun.contains(Calls.lease(last))) {
          forwards.add(Calls.lease(last));
          texts.add(text(Calls.lease(last)));
        }
      }
      return texts;
    }

    private CompletableFuture<Outcome> ask(LlmCache node) {
      try {
        Outcome outcome = node.open(request);
        if (outcome instanceof Outcome.Forward forward) {
          forwards.add(forward.lease());
        }
        return outcome instanceof Outcome.Follow follow
            ? follow.next()
            : CompletableFuture.completedFuture(outcome);
      } finally {
        asked.countDown();
      }
    }

    private String text(Lease lease) {
      return Calls.text(Calls.answer(lease, 200, stream ? Calls.SSE : Calls.JSON, body(stream)));
    }
  }

  @Test
  void theLeaseOfADeadNodeEnds() {
    CacheRequest request = Calls.asking("dead");
    Lease alive = Calls.lease(one.open(request));
    CacheKey key = leased();
    alive.close();
    Waiting.until(() -> admin.keys("llmcache:nodes:l:*").isEmpty(), "a lease is left");
    try (var dead = Redis.store(redis.url(), "nodes")) {
      Objects.requireNonNull(dead.leases())
          .acquire(key, "dead", Duration.ofSeconds(1))
          .toCompletableFuture()
          .join();
    }
    CompletableFuture<Outcome> waiting = Calls.follow(two.open(request)).next();
    Calls.answer(Waiting.on(waiting));
  }

  private static CacheKey leased() {
    Set<String> names = admin.keys("llmcache:nodes:l:*");
    assertThat(names).hasSize(1);
    String name = names.iterator().next();
    return new CacheKey(HexFormat.of().parseHex(name.substring(name.lastIndexOf(':') + 1)));
  }

  @Test
  void withoutTheServerNobodyWaits() {
    CacheRequest request = Calls.asking("killed");
    Lease alive = Calls.lease(one.open(request));
    CompletableFuture<Outcome> waiting = Calls.follow(two.open(request)).next();
    redis.kill();
    try {
      Calls.answer(Waiting.on(waiting));
      Calls.answer(alive, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
      Calls.answer(two.open(Calls.asking("killed, too")));
      Calls.served(two.open(request));
    } finally {
      redis.startAgain();
    }
  }

  @Test
  void aServerThatHangsHoldsNobody() {
    try (LlmCache hasty = node("200ms")) {
      CacheRequest request = Calls.asking("hangs");
      Lease alive = Calls.lease(one.open(request));
      CompletableFuture<Outcome> waiting = Calls.follow(hasty.open(request)).next();
      redis.pause();
      try {
        Calls.answer(Waiting.on(waiting));
        Calls.served(hasty.open(request));
      } finally {
        redis.resume();
      }
      Calls.answer(alive, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    }
  }
}
