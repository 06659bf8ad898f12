package io.llmcache.platform;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.follow;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FailingStore.Fault;
import io.llmcache.testing.FailingStore.Operation;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A cache with two tiers and answers by meaning, and what can happen to it. */
public final class Happenings implements AutoCloseable {

  private static final String QUESTION = "What is the best way to store fresh basil at home?";
  private static final String OTHER_WORDS = "what is the best way to store fresh basil at home";
  private static final String OPPOSITE = "What is not the best way to store fresh basil at home?";

  /** Prompt and completion tokens of the answer that is always given. */
  public static final int TOKENS = 50;

  private final ManualClock clock = new ManualClock();
  private final FailingStore shared = new FailingStore(new FakeSharedTier(clock).node());
  private final LlmCache cache =
      LlmCache.builder(
              SettingsReader.read(
                  List.of(
                      SettingsSource.ofMap(
                          "the test", true, Map.of("llmcache.token-prices", "*:1/1"))),
                  warning -> {}))
          .clock(clock)
          .store(Tier.L2, shared)
          .embedder(new FakeEmbedder())
          .build();

  public LlmCache cache() {
    return cache;
  }

  /** A miss, which is stored. */
  public Happenings miss() {
    answer(cache.open(asking(QUESTION)));
    return this;
  }

  /** After {@link #miss}: the same again. */
  public Happenings hit() {
    served(cache.open(asking(QUESTION)));
    return this;
  }

  /** After {@link #miss}: the same in other words; returns once it is a hit. */
  public Happenings hitByMeaning() {
    Waiting.until(
        () -> {
          Outcome outcome =
              cache.open(with(asking(OTHER_WORDS), "Cache-Control", "only-if-cached"));
          return Calls.status(served(outcome)).contains("semantic");
        },
        "not found by meaning");
    return this;
  }

  /** After {@link #hitByMeaning}: near enough, and refused. A miss that is not stored. */
  public Happenings veto() {
    answer(lease(cache.open(asking(OPPOSITE))), 400, Calls.JSON, "{}");
    return this;
  }

  public Happenings bypass() {
    cache.bypass("too-large");
    return this;
  }

  /** A miss, and another request that waits on another thread for its answer. */
  public Happenings collapse() {
    Lease leader = lease(cache.open(asking("who leads?")));
    Thread waiting = new Thread(() -> follow(cache.open(asking("who leads?"))));
    waiting.start();
    Waiting.until(() -> !waiting.isAlive(), "the follower does not come");
    answer(leader, 200, Calls.JSON, io.llmcache.testing.OpenAiChatFixtures.REPLY);
    return this;
  }

  /** After {@link #miss}: beyond its lifetime, while the provider fails. */
  public Happenings stale() {
    clock.advance(Duration.ofHours(1).plusSeconds(1));
    assertThat(lease(cache.open(asking(QUESTION))).insteadOf(503, Headers.EMPTY)).isNotNull();
    return this;
  }

  /** The shared tier refuses: it is left alone. */
  public Happenings sharedTierDown() {
    for (Operation operation : Operation.values()) {
      shared.failing(operation, Fault.REFUSE);
    }
    cache.open(asking("is anybody there?"));
    Waiting.until(() -> cache.statistics().count(Kind.TIER_DOWN) == 1, "the tier is not down");
    return this;
  }

  /** It answers again, and is noticed. */
  public Happenings sharedTierUp() {
    shared.repair();
    Waiting.until(() -> cache.statistics().count(Kind.TIER_UP) == 1, "the tier is not up");
    return this;
  }

  @Override
  public void close() {
    cache.close();
  }
}
