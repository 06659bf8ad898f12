package io.llmcache.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.settings.SettingsReader;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.Effort;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand identical requests at once, on real threads and the real facade. */
class StampedeTest {

  private static final int CALLERS = 1_000;
  private static final int THREADS = 16;

  private static ExecutorService threads;

  @BeforeAll
  static void start() {
    threads = Executors.newFixedThreadPool(THREADS);
  }

  @AfterAll
  static void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void makeOneCall(boolean stream) {
    try (LlmCache cache = LlmCache.builder(SettingsReader.defaults()).build()) {
      for (int round = 0; round < 20 * Effort.rounds(); round++) {
        Stampede stampede = new Stampede(cache, request(stream, "one call " + round), round, 0);
        stampede.run();
        assertThat(stampede.forwards).hasValue(1);
        assertThat(stampede.wrong).isEmpty();
      }
    }
  }

  @Test
  void makeOneCallMoreForEachThatFails() {
    try (LlmCache cache = LlmCache.builder(SettingsReader.defaults()).build()) {
      for (int round = 0; round < 20 * Effort.rounds(); round++) {
        Stampede stampede = new Stampede(cache, request(false, "failing " + round), round, 5);
        stampede.run();
        assertThat(stampede.forwards).hasValue(6);
        assertThat(stampede.wrong).isEmpty();
      }
    }
  }

  /** Some leave while they wait, some time the answer is not to be had: nobody hangs. */
  @Test
  void nobodyHangsWhateverHappens() {
    try (LlmCache cache = LlmCache.builder(SettingsReader.defaults()).build()) {
      for (int round = 0; round < 20 * Effort.rounds(); round++) {
        boolean stream = round % 2 == 0;
        Stampede stampede = new Stampede(cache, request(stream, "chaos " + round), round, -1);
        stampede.run();
        assertThat(stampede.wrong).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void twoNodesMakeNoMoreCallsThanOne(int failures) {
    FakeSharedTier tier = new FakeSharedTier(InstantSource.system());
    try (LlmCache one = node(tier);
        LlmCache two = node(tier)) {
      for (int round = 0; round < 10 * Effort.rounds(); round++) {
        CacheRequest request = request(failures == 0 && round % 2 == 0, failures + " of " + round);
        Stampede stampede = new Stampede(List.of(one, two), request, round, failures);
        stampede.run();
        assertThat(stampede.forwards).hasValue(failures + 1);
        assertThat(stampede.wrong).isEmpty();
      }
    }
    assertThat(tier.leases()).isZero();
  }

  @Test
  void onTwoNodesNobodyHangsWhateverHappens() {
    FakeSharedTier tier = new FakeSharedTier(InstantSource.system());
    try (LlmCache one = node(tier);
        LlmCache two = node(tier)) {
      for (int round = 0; round < 10 * Effort.rounds(); round++) {
        CacheRequest request = request(round % 2 == 0, "chaos " + round);
        Stampede stampede = new Stampede(List.of(one, two), request, round, -1);
        stampede.run();
        assertThat(stampede.wrong).isEmpty();
      }
      Waiting.until(() -> tier.leases() == 0, "a lease is left");
    }
  }

  private static LlmCache node(FakeSharedTier tier) {
    return LlmCache.builder(SettingsReader.defaults()).store(Tier.L2, tier.node()).build();
  }

  private static CacheRequest request(boolean stream, String question) {
    return stream ? Calls.streaming(question) : Calls.asking(question);
  }

  private static void pause(Random random) {
    switch (random.nextInt(4)) {
      case 0 -> Thread.yield();
      case 1 -> LockSupport.parkNanos(random.nextInt(50_000));
      default -> {}
    }
  }

  /** One round: everybody asks, and whoever is told to makes the call. */
  private static final class Stampede {

    private final List<LlmCache> nodes;
    private final CacheRequest request;
    private final long seed;
    private final int failures;
    private final AtomicInteger forwards = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(CALLERS);
    private final Queue<Object> wrong = new ConcurrentLinkedQueue<>();

    /**
     * @param failures that many calls fail before one succeeds; -1: anything may happen
     */
    private Stampede(LlmCache cache, CacheRequest request, long seed, int failures) {
      this(List.of(cache), request, seed, failures);
    }

    private Stampede(List<LlmCache> nodes, CacheRequest request, long seed, int failures) {
      this.nodes = nodes;
      this.request = request;
      this.seed = seed;
      this.failures = failures;
    }

    private void run() {
      for (int caller = 0; caller < CALLERS; caller++) {
        Random random = new Random(seed * CALLERS + caller);
        LlmCache node = nodes.get(caller % nodes.size());
        threads.execute(() -> call(node, random));
      }
      Waiting.on(done, "somebody hangs");
    }

    private void call(LlmCache node, Random random) {
      pause(random);
      Outcome outcome = node.open(request);
      if (outcome instanceof Outcome.Follow follow) {
        if (failures < 0 && random.nextInt(5) == 0 && follow.next().cancel(false)) {
          done.countDown();
        } else {
          follow.next().thenAcceptAsync(next -> finish(next, random), threads);
        }
      } else {
        finish(outcome, random);
      }
    }

    private void finish(Outcome outcome, Random random) {
      try {
        if (outcome instanceof Outcome.Served served) {
          String text = Calls.text(served.reply());
          if (!text.equals(expected())) {
            wrong.add(text);
          }
        } else if (outcome instanceof Outcome.Forward forward) {
          forward(forward.lease(), random);
        } else {
          wrong.add(outcome);
        }
      } catch (RuntimeException | Error e) {
        if (failures >= 0) {
          wrong.add(e);
        }
      } finally {
        done.countDown();
      }
    }

    private void forward(Lease lease, Random random) {
      int number = forwards.incrementAndGet();
      pause(random);
      int kind = failures < 0 ? random.nextInt(8) : number <= failures ? number % 4 : 7;
      switch (kind) {
        case 0 -> lease.failed(new IOException("refused"));
        case 1 -> lease.close();
        case 2 -> Calls.answer(lease, 503, Calls.JSON, "{}");
        case 3 -> {
          Recording recording = lease.reply(200, Calls.JSON);
          Calls.write(recording, "{");
          recording.fail(new IOException("cut"));
        }
        case 4 -> Calls.answer(lease, 400, Calls.JSON, "{}");
        default -> answer(lease, random);
      }
    }

    private void answer(Lease lease, Random random) {
      Recording recording = lease.reply(200, stream() ? Calls.SSE : Calls.JSON);
      String text = expected();
      int middle = text.length() / 2;
      Calls.write(recording, text.substring(0, middle));
      pause(random);
      Calls.write(recording, text.substring(middle));
      recording.end();
    }

    private boolean stream() {
      return new String(request.body(), java.nio.charset.StandardCharsets.UTF_8)
          .contains("\"stream\"");
    }

    private String expected() {
      return stream() ? OpenAiChatFixtures.STREAM : OpenAiChatFixtures.REPLY;
    }
  }
}
