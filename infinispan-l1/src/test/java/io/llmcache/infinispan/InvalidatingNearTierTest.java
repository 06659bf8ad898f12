package io.llmcache.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes whose containers have a transport, beside a shared tier. */
class InvalidatingNearTierTest {

  private static final Map<String, String> REDIS =
      Map.of("llmcache.redis-url", "redis://127.0.0.1:6379", "llmcache.l1-max-size", "64MB");
  private static final String ASKED = "What is the newest?";
  private static final String OLD = OpenAiChatFixtures.REPLY;
  private static final String NEW = OLD.replace(OpenAiChatFixtures.TEXT, "The newest.");

  @Test
  void aFillIsOfItsNodeAlone() throws Exception {
    try (Nodes nodes = Nodes.two("invalidating-fill")) {
      ResponseStore here = nodes.store(0, REDIS);
      ResponseStore there = nodes.store(1, REDIS);
      nodes.awaitCaches(2);
      assertThat(here.describe()).contains(", invalidation, 64 MB");

      join(here.fill(Keys.KEY, bytes("a"), Duration.ofHours(1)));
      join(there.fill(Keys.KEY, bytes("b"), Duration.ofHours(1)));

      assertThat(join(here.get(Keys.KEY))).isEqualTo(bytes("a"));
      assertThat(join(there.get(Keys.KEY))).isEqualTo(bytes("b"));
      assertThat(here.leases()).isNull();
    }
  }

  @Test
  void anAnnouncementTakesAwayWhatOthersHave() throws Exception {
    try (Nodes nodes = Nodes.two("invalidating-announced")) {
      ResponseStore here = nodes.store(0, REDIS);
      ResponseStore there = nodes.store(1, REDIS);
      nodes.awaitCaches(2);
      join(there.fill(Keys.KEY, bytes("old"), Duration.ofHours(1)));
      join(here.fill(Keys.KEY, bytes("new"), Duration.ofHours(1)));

      join(here.announce(Keys.KEY, bytes("new"), Duration.ofHours(1)));

      Waiting.until(() -> join(there.get(Keys.KEY)) == null, "the old one is still there");
      assertThat(join(here.get(Keys.KEY))).isEqualTo(bytes("new"));
    }
  }

  @Test
  void anAnnouncementOfWhatWasEvictedIsHeardToo() throws Exception {
    try (Nodes nodes = Nodes.two("invalidating-evicted")) {
      ResponseStore here = nodes.store(0, REDIS);
      ResponseStore there = nodes.store(1, REDIS);
      nodes.awaitCaches(2);
      join(there.fill(Keys.KEY, bytes("old"), Duration.ofHours(1)));

      join(here.announce(Keys.KEY, bytes("new"), Duration.ofHours(1)));

      Waiting.until(() -> join(there.get(Keys.KEY)) == null, "the old one is still there");
      assertThat(join(here.get(Keys.KEY))).isNull();
    }
  }

  @Test
  void aRefreshedAnswerIsNotServedOldByTheOtherNode() throws Exception {
    try (Nodes nodes = Nodes.two("invalidating-refreshed")) {
      FakeSharedTier redis = new FakeSharedTier(new ManualClock());
      LlmCache here = nodes.cache(0, REDIS, redis.node());
      LlmCache there = nodes.cache(1, REDIS, redis.node());
      nodes.awaitCaches(2);
      Calls.answer(here.open(Calls.asking(ASKED)));
      assertThat(status(there, Calls.asking(ASKED))).contains("detail=l2");
      Waiting.until(() -> isNear(there), "the answer is not promoted");

      CacheRequest anew = Calls.with(Calls.asking(ASKED), "Cache-Control", "no-cache");
      Calls.answer(Calls.lease(here.open(anew)), 200, Calls.JSON, NEW);

      Waiting.until(() -> text(there).equals(NEW), "the old one is still served");
      assertThat(text(here)).isEqualTo(NEW);
      Waiting.until(() -> isNear(here), "the answer is not promoted");
    }
  }

  /** The other side is not told of a newer answer; what is invalidated it hears from Redis. */
  @Test
  void afterACutTheOtherSideHearsOfInvalidationsAndIsToldOfAnswersOnceItIsHealed()
      throws Exception {
    try (Nodes nodes = Nodes.two("invalidating-cut")) {
      FakeSharedTier redis = new FakeSharedTier(new ManualClock());
      LlmCache here = nodes.cache(0, REDIS, redis.node());
      LlmCache there = nodes.cache(1, REDIS, redis.node());
      nodes.awaitCaches(2);
      Calls.answer(here.open(Calls.asking(ASKED)));
      assertThat(status(there, Calls.asking(ASKED))).contains("detail=l2");
      Waiting.until(() -> isNear(there), "the answer is not promoted");
      nodes.cut(1);
      nodes.awaitMembers(1);

      refresh(here);

      assertThat(text(here)).isEqualTo(NEW);
      assertThat(text(there)).as("nobody could tell it").isEqualTo(OLD);

      here.invalidate(Invalidation.namespace());

      Waiting.until(() -> !isHit(there), "what is invalidated is served beyond the cut");
      Calls.answer(here.open(Calls.asking(ASKED)));
      assertThat(status(there, Calls.asking(ASKED))).contains("detail=l2");

      nodes.heal(1);
      nodes.awaitMembers(2);

      Waiting.until(() -> isNear(there), "the answer is not promoted");
      refresh(here);
      Waiting.until(() -> text(there).equals(NEW), "the old one is still served");
      assertThat(nodes.warnings()).isEmpty();
    }
  }

  private static void refresh(LlmCache cache) {
    CacheRequest anew = Calls.with(Calls.asking(ASKED), "Cache-Control", "no-cache");
    Calls.answer(Calls.lease(cache.open(anew)), 200, Calls.JSON, NEW);
  }

  private static boolean isHit(LlmCache cache) {
    CacheRequest noCall = Calls.with(Calls.asking(ASKED), "Cache-Control", "only-if-cached");
    return status(cache, noCall).contains("; hit");
  }

  private static boolean isNear(LlmCache cache) {
    return status(cache, Calls.asking(ASKED)).contains("detail=l1");
  }

  private static String text(LlmCache cache) {
    return Calls.text(Calls.served(cache.open(Calls.asking(ASKED))));
  }

  private static String status(LlmCache cache, CacheRequest request) {
    return Calls.status(Calls.served(cache.open(request)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T join(java.util.concurrent.CompletionStage<T> stage) {
    return Waiting.on(stage.toCompletableFuture());
  }

  private static final class Keys {
    static final io.llmcache.spi.CacheKey KEY = new io.llmcache.spi.CacheKey(new byte[32]);
  }
}
