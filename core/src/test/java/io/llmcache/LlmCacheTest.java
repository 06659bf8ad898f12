package io.llmcache;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.follow;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.status;
import static io.llmcache.testing.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FailingStore.Fault;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.RecordingListener;
import io.llmcache.testing.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmCacheTest {

  private final ManualClock clock = new ManualClock();
  private final FakeSharedTier server = new FakeSharedTier(clock);

  @Test
  void servesWhatItStored() {
    RecordingListener told = new RecordingListener();
    try (LlmCache cache = LlmCache.builder(settings()).clock(clock).listener(told).build()) {
      answer(cache.open(asking("a")));
      clock.advance(Duration.ofSeconds(9));

      Reply hit = served(cache.open(asking("a")));

      assertThat(text(hit)).isEqualTo(OpenAiChatFixtures.REPLY);
      assertThat(hit.headers().first("Age")).isEqualTo("9");
      assertThat(told.count(Kind.HIT)).isEqualTo(1);
      assertThat(cache.statistics().count(Kind.HIT)).isEqualTo(1);
      assertThat(cache.statistics().tokensSaved()).isEqualTo(50);
    }
  }

  @Test
  void twoNodesShareWhatEitherPaidFor() {
    try (LlmCache one = node(settings());
        LlmCache two = node(settings())) {
      answer(one.open(asking("a")));
      assertThat(status(served(two.open(asking("a"))))).contains("detail=l2");

      two.invalidate(Invalidation.namespace());

      lease(one.open(asking("a"))).close();
      lease(two.open(asking("a")));
    }
  }

  @Test
  void namespacesShareNothing() {
    try (LlmCache one = node(settings("namespace", "a"));
        LlmCache two = node(settings("namespace", "b"))) {
      answer(one.open(asking("a")));

      lease(two.open(asking("a")));
    }
  }

  @Test
  void invalidatesOneModel() {
    try (LlmCache cache = node(settings())) {
      answer(cache.open(asking("a")));
      cache.invalidate(Invalidation.model("another"));
      served(cache.open(asking("a")));

      cache.invalidate(Invalidation.model(OpenAiChatFixtures.MODEL));

      lease(cache.open(asking("a")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT, POST, https://api.openai.com/v1/chat/completions, true",
    "CLIENT, POST, https://llm.example/v1/chat/completions, false",
    "GATEWAY, POST, http://127.0.0.1:11434/v1/chat/completions, true",
    "SERVLET, POST, https://llm.example/any/chat/completions, true",
    "CLIENT, GET, https://api.openai.com/v1/chat/completions, false",
    "CLIENT, POST, https://api.openai.com/v1/models, false",
    "GATEWAY, POST, http://my_host/v1/chat/completions, false",
    "GATEWAY, POST, /v1/chat/completions, false",
    "CLIENT, POST, mailto:a@b.example, false",
  })
  void looksAtWhatMayBeCached(WayIn wayIn, String method, URI target, boolean expected) {
    try (LlmCache cache = LlmCache.builder(settings()).build();
        LlmCache off = LlmCache.builder(settings("mode", "off")).build()) {
      assertThat(cache.looksAt(wayIn, method, target)).isEqualTo(expected);
      assertThat(off.looksAt(wayIn, method, target)).isFalse();
    }
  }

  @Test
  void aSharedTierThatHangsAtTheStartCostsItsBudget() {
    FailingStore hanging = new FailingStore(server.node()).failing(Fault.HANG);
    long before = System.nanoTime();

    try (LlmCache cache =
        LlmCache.builder(settings("redis-timeout", "20ms")).store(Tier.L2, hanging).build()) {
      answer(cache.open(asking("a")));
      served(cache.open(asking("a")));
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(10));

      hanging.repair();
      cache.invalidate(Invalidation.model("any"));
      Waiting.until(() -> !server.epochs().isEmpty(), "the tier was not found again");
    }
  }

  @Test
  void closingDuringTrafficLeavesNobodyBehind() {
    FailingStore near = new FailingStore(new MemoryStore(1 << 20, clock));
    LlmCache cache = LlmCache.builder(settings()).store(Tier.L1, near).build();
    answer(cache.open(asking("a")));
    Outcome leader = cache.open(asking("b"));
    CompletableFuture<Outcome> follower = follow(cache.open(asking("b"))).next();

    cache.close();
    cache.close();

    assertThat(lease(Waiting.on(follower)).records()).isTrue();
    answer(leader);
    Outcome later = cache.open(asking("a"));
    assertThat(lease(later).cacheStatus()).isEqualTo("llmcache; fwd=bypass; detail=closed");
    assertThat(text(answer(lease(later), 200, Calls.JSON, "{}"))).isEqualTo("{}");
    CompletableFuture<String> work = new CompletableFuture<>();
    cache.executor().execute(() -> work.complete("done"));
    assertThat(work).isCompletedWithValue("done");
  }

  @Test
  void aBuilderMakesIndependentCaches() {
    LlmCache.Builder builder = LlmCache.builder(settings()).clock(clock);
    try (LlmCache one = builder.build();
        LlmCache two = builder.build()) {
      answer(one.open(asking("a")));

      lease(two.open(asking("a")));
    }
  }

  @Test
  void aSecretFileThatIsNotThereIsSaidAtTheStart() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> LlmCache.builder(settings("secret-file", "/no/such/file")).build())
        .withMessageContaining("llmcache.secret-file");
  }

  @Test
  void describesItselfWithoutASecret() {
    Settings settings = settings("redis-url", "redis://app:sesame@cache:6379");
    try (LlmCache cache =
        LlmCache.builder(settings).store(Tier.L2, new FailingStore(server.node())).build()) {
      assertThat(cache.description())
          .contains("mode=serve", "l1=memory", "l2=failing fake shared tier", "tenant=credential")
          .contains("namespace=default")
          .doesNotContain("sesame");
    }
  }

  @Test
  void aLeaseOfABypassIsARelay() {
    try (LlmCache cache = LlmCache.builder(settings()).build()) {
      assertThat(cache.bypass("request-too-large").records()).isFalse();
      assertThat(cache.bypass("x y").cacheStatus())
          .isEqualTo("llmcache; fwd=bypass; detail=\"x y\"");
      assertThat(cache.statistics().byDetail(Kind.BYPASS))
          .isEqualTo(Map.of("request-too-large", 1L, "x y", 1L));
    }
  }

  private LlmCache node(Settings settings) {
    return LlmCache.builder(settings).clock(clock).store(Tier.L2, server.node()).build();
  }

  private static Settings settings() {
    return SettingsReader.defaults();
  }

  private static Settings settings(String key, String value) {
    return SettingsReader.read(
        List.of(SettingsSource.ofMap("test", true, Map.of("llmcache." + key, value))),
        warning -> {});
  }
}
