package io.llmcache;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.AnswerJudge;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Matches;
import io.llmcache.spi.Pace;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Tier;
import io.llmcache.spi.Usage;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is erased is served by nobody, and lies nowhere. */
class EraseTest {

  private static final String STORED = "Please explain how the garden pump of our house works";
  private static final String REWORDED =
      "Please explain how the garden pump of our house really actually works";

  private final ManualClock clock = new ManualClock();
  private final FakeSharedTier server = new FakeSharedTier(clock);
  private final MemoryStore near = new MemoryStore(1 << 20, clock);
  private final MemoryStore others = new MemoryStore(1 << 20, clock);

  @Test
  void aTenantsAnswersGoFromEveryNode() {
    try (LlmCache one = node("principal", near);
        LlmCache two = node("principal", others)) {
      answer(one.open(asking("a").by("ann")));
      answer(one.open(asking("a").by("ben")));
      served(two.open(asking("a").by("ann")));
      assertThat(keys(near)).hasSize(2);
      assertThat(keys(others)).hasSize(1);
      Invalidation anns = Invalidation.tenant(one.tenantNamed("ann"));
      assertThat(one.count(anns).join()).isEqualTo(new Matches(1, 1));

      assertThat(Waiting.on(one.erase(anns))).isEqualTo(new Matches(1, 1));

      assertThat(keys(near)).hasSize(1);
      assertThat(keys(server.node())).hasSize(1);
      Waiting.until(() -> keys(others).isEmpty(), "the other node keeps what is erased");
      lease(two.open(asking("a").by("ann")));
      served(two.open(asking("a").by("ben")));
    }
  }

  @Test
  void aCredentialsTenantIsNamedByItsExplanation() {
    try (LlmCache one = node("credential", near)) {
      CacheRequest asked = with(asking("a"), "llmcache-explain", "1");
      answer(one.open(asked));
      Explanation said = one.explanations().get(0);
      assertThat(said.tenant()).matches("credential:[0-9a-f]{16}");

      Waiting.on(one.erase(Invalidation.tenant(said.tenant())));

      assertThat(keys(near)).isEmpty();
      assertThat(keys(server.node())).isEmpty();
      assertThat(one.explanations()).isEmpty();
    }
  }

  @Test
  void aTagsAnswersGoAndWhatIsNotReadableToo() {
    try (LlmCache one = node("shared", near)) {
      answer(one.open(with(asking("a"), "llmcache-tags", "case:7")));
      answer(one.open(asking("b")));
      ResponseStore somebody = server.node();
      somebody.put(new CacheKey(new byte[32]), new byte[] {99, 1, 2}, Duration.ofHours(1));

      assertThat(Waiting.on(one.erase(Invalidation.tag("case:7")))).isEqualTo(new Matches(1, 2));

      assertThat(keys(server.node())).isEqualTo(keys(near)).hasSize(1);
      served(one.open(asking("b")));
    }
  }

  @Test
  void whatDoesNotSayWhoseItIsGoesWithAnyTenant() {
    try (LlmCache one = node("principal", near)) {
      answer(one.open(asking("a").by("ben")));
      CacheKey key = new CacheKey(new byte[32]);
      server.node().put(key, new EntryCodec(1_000).write(key, nobodys()), Duration.ofHours(1));

      Matches gone = Waiting.on(one.erase(Invalidation.tenant(one.tenantNamed("ann"))));

      assertThat(gone).isEqualTo(new Matches(0, 1));
      assertThat(keys(server.node())).hasSize(1).doesNotContain(key);
      served(one.open(asking("a").by("ben")));
    }
  }

  private StoredReply nobodys() {
    return new StoredReply(
        clock.instant(),
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        "",
        "",
        "",
        200,
        Headers.EMPTY,
        new byte[10],
        Usage.UNKNOWN,
        Duration.ZERO,
        List.of(),
        Pace.UNKNOWN);
  }

  @Test
  void aTierThatFailsIsSaid() {
    FailingStore failing = new FailingStore(server.node());
    try (LlmCache one =
        LlmCache.builder(SettingsReader.defaults()).store(Tier.L2, failing).build()) {
      failing.failing(FailingStore.Operation.VISIT, FailingStore.Fault.FAIL);

      assertThat(one.erase(Invalidation.namespace())).failsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void aCallUnderWayBringsNothingBack() {
    try (LlmCache one = node("principal", near);
        LlmCache two = node("principal", others)) {
      Outcome here = one.open(asking("a").by("ann"));
      Outcome there = two.open(asking("b").by("ann"));
      Waiting.on(one.erase(Invalidation.tenant(one.tenantNamed("ann"))));
      Lease late = lease(there);

      answer(here);
      answer(late, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

      assertThat(keys(near)).isEmpty();
      assertThat(keys(others)).isEmpty();
      assertThat(keys(server.node())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Invalidation.Kind.class,
      names = {"TENANT", "TAG", "MODEL", "KEY"})
  void whatTheJudgeLinkedGoesWithItsOrigin(Invalidation.Kind kind) {
    try (LlmCache one = linking()) {
      answer(one.open(asking("of somebody else").by("ben")));
      Set<CacheKey> bens = Set.copyOf(keys(server.node()));
      answer(one.open(with(asking(STORED).by("ann"), "llmcache-tags", "case:7")));
      CacheKey origin =
          keys(server.node()).stream().filter(key -> !bens.contains(key)).findAny().orElseThrow();
      CacheRequest reworded = asking(REWORDED).by("ann");
      lease(one.open(reworded)).close();
      Waiting.until(() -> keys(server.node()).size() == 3, "nothing is linked");
      served(one.open(reworded));

      Matches gone =
          Waiting.on(
              one.erase(
                  switch (kind) {
                    case TENANT -> Invalidation.tenant(one.tenantNamed("ann"));
                    case TAG -> Invalidation.tag("case:7");
                    case KEY -> Invalidation.key(origin);
                    default -> Invalidation.model(OpenAiChatFixtures.MODEL);
                  }));

      boolean all = kind == Invalidation.Kind.MODEL;
      assertThat(gone).isEqualTo(all ? new Matches(3, 3) : new Matches(2, 2));
      assertThat(keys(server.node())).hasSameElementsAs(all ? Set.of() : bens);
      assertThat(keys(near)).hasSameElementsAs(all ? Set.of() : bens);
      lease(one.open(reworded)).close();
    }
  }

  /** A node that had not heard of it yet puts an answer behind the first sweep. */
  @Test
  void whatComesToTheSharedTierALittleLaterGoesToo() {
    try (LlmCache one = node("principal", near)) {
      answer(one.open(asking("a").by("ann")));
      answer(one.open(asking("b").by("ben")));
      ResponseStore somebody = server.node();
      Map<CacheKey, byte[]> before = new HashMap<>();
      somebody.visit(before::put).toCompletableFuture().join();
      Waiting.on(one.erase(Invalidation.tenant(one.tenantNamed("ann"))));
      List<CacheKey> bens = keys(somebody);
      assertThat(bens).hasSize(1);

      before.forEach((key, entry) -> somebody.put(key, entry, Duration.ofHours(1)));
      assertThat(keys(somebody)).hasSize(2);

      Waiting.until(() -> keys(somebody).equals(bens), "the server is not swept once more");
    }
  }

  private LlmCache linking() {
    AnswerJudge yes =
        new AnswerJudge() {
          @Override
          public boolean answers(String storedQuestion, String storedAnswer, String newQuestion) {
            return true;
          }

          @Override
          public String describe() {
            return "says yes";
          }

          @Override
          public void close() {}
        };
    return builder("principal", near).embedder(new FakeEmbedder()).judge(yes).build();
  }

  private static List<CacheKey> keys(ResponseStore store) {
    List<CacheKey> keys = new ArrayList<>();
    store.visit((key, entry) -> keys.add(key)).toCompletableFuture().join();
    return keys;
  }

  private LlmCache node(String tenant, ResponseStore its) {
    return builder(tenant, its).build();
  }

  private LlmCache.Builder builder(String tenant, ResponseStore its) {
    Map<String, String> settings = Map.of("llmcache.tenant", tenant);
    return LlmCache.builder(
            SettingsReader.read(
                List.of(SettingsSource.ofMap("test", true, settings)), warning -> {}))
        .clock(clock)
        .store(Tier.L1, its)
        .store(Tier.L2, server.node());
  }
}
