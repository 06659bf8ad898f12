package io.llmcache.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.Background;
import io.llmcache.testing.Calls;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.Waiting;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Nodes without a shared tier, whose containers have a transport. */
class ReplicatedNearTierTest {

  @Test
  void whatOneNodeStoresTheOtherServes() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-served")) {
      LlmCache here = nodes.cache(0);
      LlmCache there = nodes.cache(1);

      Calls.answer(here.open(Calls.asking("What is shared?")));

      awaitHit(there, "What is shared?");
      assertThat(nodes.warnings()).isEmpty();
    }
  }

  @Test
  void saysThatItIsReplicated() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-said")) {
      try (ResponseStore store = nodes.store(0, Map.of("llmcache.l1-max-size", "64MB"))) {
        assertThat(store.describe())
            .isEqualTo("infinispan (java:jboss/infinispan/container/llmcache, replicated, 64 MB)");
      }
    }
  }

  @Test
  void withClusterOffEachNodeIsAlone() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-off")) {
      Map<String, String> off = Map.of("llmcache.cluster", "off");
      LlmCache here = nodes.cache(0, off, null);
      LlmCache there = nodes.cache(1, off, null);

      Calls.answer(here.open(Calls.asking("What is shared?")));

      assertThat(isHit(here, "What is shared?")).isTrue();
      assertThat(isHit(there, "What is shared?")).isFalse();
      assertThat(nodes.caches(0)).containsOnly("llmcache-default");
    }
  }

  @Test
  void namespacesDoNotMeet() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-namespaces")) {
      LlmCache here = nodes.cache(0, Map.of("llmcache.namespace", "a"), null);
      LlmCache there = nodes.cache(1, Map.of("llmcache.namespace", "a"), null);
      LlmCache other = nodes.cache(1, Map.of("llmcache.namespace", "b"), null);

      Calls.answer(here.open(Calls.asking("What is shared?")));

      awaitHit(there, "What is shared?");
      assertThat(isHit(other, "What is shared?")).isFalse();
      other.invalidate(Invalidation.all());
      assertThat(isHit(there, "What is shared?")).isTrue();
    }
  }

  @Test
  void whatIsInvalidatedHereIsNotServedThere() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-invalidated")) {
      LlmCache here = nodes.cache(0);
      LlmCache there = nodes.cache(1);
      Calls.answer(here.open(Calls.asking("What is shared?")));
      awaitHit(there, "What is shared?");

      here.invalidate(Invalidation.namespace());

      awaitMiss(there, "What is shared?");
      Calls.answer(there.open(Calls.asking("What is shared?")));
      awaitHit(here, "What is shared?");
    }
  }

  @Test
  void aCallUnderWayThereDoesNotBringBackWhatIsInvalidatedHere() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-under-way")) {
      LlmCache here = nodes.cache(0);
      LlmCache there = nodes.cache(1);
      Calls.answer(there.open(Calls.asking("Another one")));
      awaitHit(here, "Another one");
      Lease underWay = Calls.lease(there.open(Calls.asking("What is shared?")));

      here.invalidate(Invalidation.namespace());
      awaitMiss(there, "Another one");
      Calls.answer(underWay, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

      assertThat(isHit(there, "What is shared?")).isFalse();
      assertThat(isHit(here, "What is shared?")).isFalse();
    }
  }

  @Test
  void aRedeploymentFindsItsCachesAgain() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-redeployed")) {
      LlmCache here = nodes.cache(0);
      LlmCache there = nodes.cache(1);
      Calls.answer(here.open(Calls.asking("What is shared?")));
      awaitHit(there, "What is shared?");
      here.close();
      there.invalidate(Invalidation.model("none of ours"));

      LlmCache again = nodes.cache(0);

      awaitHit(again, "What is shared?");
      there.invalidate(Invalidation.namespace());
      awaitMiss(again, "What is shared?");
      assertThat(nodes.warnings()).isEmpty();
    }
  }

  @Test
  void aNodeThatJoinsHasWhatWasStoredBeforeAndMeanwhile() throws Exception {
    try (Nodes nodes = new Nodes("replicated-joined")) {
      nodes.join();
      LlmCache here = nodes.cache(0);
      Calls.answer(here.open(Calls.asking("Invalidated")));
      here.invalidate(Invalidation.namespace());
      Calls.answer(here.open(Calls.asking("Before")));
      AtomicBoolean joined = new AtomicBoolean();
      Future<Integer> storing = Background.start(() -> storeUntil(joined, here));

      nodes.join();
      LlmCache there = nodes.cache(1);

      joined.set(true);
      int stored = Waiting.on(storing);
      assertThat(stored).isPositive();
      awaitHit(there, "Before");
      for (int number = 0; number < stored; number++) {
        awaitHit(there, "Meanwhile " + number);
      }
      assertThat(isHit(there, "Invalidated")).isFalse();
      assertThat(isHit(here, "Before")).isTrue();
      assertThat(nodes.warnings()).isEmpty();
    }
  }

  private static int storeUntil(AtomicBoolean over, LlmCache cache) {
    int stored = 0;
    while (!over.get()) {
      Calls.answer(cache.open(Calls.asking("Meanwhile " + stored++)));
    }
    return stored;
  }

  /** Nobody knows for seconds that it is dead: only what it has to confirm is held up. */
  @Test
  void aNodeThatDiesTakesNoHitsAlong() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-died")) {
      Map<String, String> quick = Map.of("llmcache.l1-timeout", "200ms");
      LlmCache here = nodes.cache(0, quick, null);
      LlmCache there = nodes.cache(1);
      Calls.answer(there.open(Calls.asking("Before")));
      awaitHit(here, "Before");

      nodes.cut(1);

      int asked = 0;
      while (nodes.container(0).getMembers().size() == 2) {
        Calls.answer(here.open(Calls.asking("Meanwhile " + asked++)));
        assertThat(isHit(here, "Before")).isTrue();
      }
      assertThat(asked).isGreaterThan(3);
      Waiting.until(
          () -> {
            Outcome outcome = here.open(Calls.asking("Afterwards"));
            if (outcome instanceof Outcome.Served) {
              return true;
            }
            Calls.answer(outcome);
            return false;
          },
          "nothing is stored any more");
      assertThat(isHit(here, "Before")).isTrue();
    }
  }

  @Test
  void whatIsInvalidatedBesideADeadNodeIsNotServed() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-died-invalidated")) {
      LlmCache here = nodes.cache(0, Map.of("llmcache.l1-timeout", "200ms"), null);
      LlmCache there = nodes.cache(1);
      Calls.answer(there.open(Calls.asking("Invalidated")));
      awaitHit(here, "Invalidated");
      nodes.cut(1);

      here.invalidate(Invalidation.namespace());

      assertThat(isHit(here, "Invalidated")).isFalse();
      nodes.awaitMembers(1);
      assertThat(isHit(here, "Invalidated")).isFalse();
    }
  }

  /** Both sides go on; what one of them has invalidated stays so once they are one again. */
  @Test
  void afterACutNothingComesBackThatWasInvalidated() throws Exception {
    try (Nodes nodes = Nodes.two("replicated-cut")) {
      LlmCache here = nodes.cache(0);
      LlmCache there = nodes.cache(1);
      Calls.answer(here.open(Calls.asking("Before")));
      awaitHit(there, "Before");
      nodes.cut(1);
      nodes.awaitMembers(1);
      assertThat(isHit(here, "Before")).isTrue();
      assertThat(isHit(there, "Before")).isTrue();
      Calls.answer(here.open(Calls.asking("Here")));
      Calls.answer(there.open(Calls.asking("There")));
      // each side gives the same number
      here.invalidate(Invalidation.namespace());
      there.invalidate(Invalidation.namespace());
      Calls.answer(there.open(Calls.asking("There")));
      assertThat(isHit(there, "There")).isTrue();
      there.invalidate(Invalidation.namespace());
      Calls.answer(here.open(Calls.asking("Here")));

      nodes.heal(1);
      nodes.awaitMembers(2);

      awaitMiss(here, "Before");
      awaitMiss(there, "Before");
      awaitMiss(here, "There");
      awaitMiss(there, "There");
      // what was raised is raised again meanwhile, which may take an answer away that is sound
      Waiting.until(
          () -> {
            if (here.open(Calls.asking("Together")) instanceof Outcome.Forward missed) {
              Calls.answer(missed);
            }
            return isHit(there, "Together");
          },
          "the nodes do not share again");
      there.invalidate(Invalidation.namespace());
      awaitMiss(here, "Together");
    }
  }

  private static void awaitHit(LlmCache cache, String question) {
    Waiting.until(() -> isHit(cache, question), question + " is not found");
  }

  private static void awaitMiss(LlmCache cache, String question) {
    Waiting.until(() -> !isHit(cache, question), question + " is still served");
  }

  private static boolean isHit(LlmCache cache, String question) {
    CacheRequest noCall = Calls.with(Calls.asking(question), "Cache-Control", "only-if-cached");
    Outcome outcome = cache.open(noCall);
    return outcome instanceof Outcome.Served && Calls.status(Calls.served(outcome)).contains("hit");
  }
}
