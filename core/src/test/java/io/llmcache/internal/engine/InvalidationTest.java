package io.llmcache.internal.engine;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.follow;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.streaming;
import static io.llmcache.testing.Calls.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Matches;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FailingStore.Fault;
import io.llmcache.testing.FailingStore.Operation;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.OpenAiChatFixtures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Answers that must not be served any more: on one node, and on two with a shared tier. */
class InvalidationTest {

  private final ManualClock clock = new ManualClock();
  private final FakeSharedTier server = new FakeSharedTier(clock);
  private final Rig one = node();
  private final Rig two = node();

  @Test
  void everythingOrOneModel() {
    Rig alone = Rig.plain();
    answer(alone.open(asking("a")));
    alone.sync.raise(Set.of(Epochs.model("another")));
    served(alone.open(asking("a")));

    alone.sync.raise(Set.of(Epochs.model(OpenAiChatFixtures.MODEL)));
    answer(alone.open(asking("a")));
    served(alone.open(asking("a")));

    alone.sync.raise(Set.of(Epochs.NAMESPACE));
    assertThat(lease(alone.open(asking("a"))).cacheStatus())
        .isEqualTo("llmcache; fwd=stale; detail=invalidated");
  }

  @Test
  void oneTag() {
    answer(one.open(with(asking("a"), "llmcache-tags", "product:7, news")));
    answer(one.open(with(asking("b"), "llmcache-tags", "product:8")));
    answer(one.open(asking("c")));
    assertThat(one.count(Invalidation.tag("product:7"))).isEqualTo(new Matches(1, 1));

    one.sync.raise(Set.of(Epochs.scope(Invalidation.tag("product:7"))));

    assertThat(lease(one.open(asking("a"))).cacheStatus())
        .isEqualTo("llmcache; fwd=stale; detail=invalidated");
    served(one.open(asking("b")));
    served(one.open(asking("c")));
    assertThat(one.count(Invalidation.tag("product:7"))).isEqualTo(new Matches(0, 0));
  }

  @Test
  void whatHasTooManyTagsIsNotStored() {
    String many = "t".repeat(201) + ",x";

    answer(one.open(with(asking("a"), "llmcache-tags", many)));

    assertThat(lease(one.open(asking("a"))).cacheStatus()).isEqualTo("llmcache; fwd=miss");
    assertThat(one.told.details(Kind.NOT_STORED)).contains("too-many-tags");
  }

  @Test
  void aDryRunCountsAndTakesNothingAway() {
    answer(one.open(asking("a")));
    answer(one.open(asking("b")));
    answer(two.open(asking("c")));

    assertThat(one.count(Invalidation.namespace())).isEqualTo(new Matches(2, 3));
    assertThat(one.count(Invalidation.all())).isEqualTo(new Matches(2, 3));
    assertThat(one.count(Invalidation.model(OpenAiChatFixtures.MODEL)))
        .isEqualTo(new Matches(2, 3));
    assertThat(one.count(Invalidation.model("another"))).isEqualTo(new Matches(0, 0));
    served(one.open(asking("a")));
  }

  @Test
  void aNewNodeBeginsWithWhatIsUsedMost() {
    answer(one.open(asking("a")));
    answer(one.open(asking("b")));
    answer(one.open(with(asking("c"), "llmcache-tags", "gone")));
    for (String question : List.of("a", "a", "b", "c", "c", "c")) {
      served(one.open(question.equals("c") ? asking("c") : asking(question)));
    }
    one.engine.start();
    one.timer.advance(Duration.ofSeconds(10));
    one.sync.raise(Set.of(Epochs.scope(Invalidation.tag("gone"))));

    Rig three = Rig.plan(Map.of("warm-start", "2")).clock(clock).shared(server.node()).build();
    three.engine.start();

    assertThat(three.near.calls(Operation.PUT)).isEqualTo(1);
    assertThat(Calls.status(served(three.open(asking("a"))))).contains("detail=l1");
    assertThat(Calls.status(served(three.open(asking("b"))))).contains("detail=l2");
    lease(three.open(asking("c")));
  }

  @Test
  void anAnswerThatBeganBeforeIsNotServedAfterwards() {
    Rig alone = Rig.plain();
    Outcome leader = alone.open(asking("a"));
    CompletableFuture<Outcome> before = follow(alone.open(asking("a"))).next();
    alone.sync.raise(Set.of(Epochs.NAMESPACE));

    Outcome after = alone.open(asking("a"));
    lease(after);
    CompletableFuture<Outcome> second = follow(alone.open(asking("a"))).next();
    answer(leader);

    assertThat(served(before.join()).status()).as("it asked before").isEqualTo(200);
    assertThat(second).as("it waits for the new call").isNotDone();
    follow(alone.open(asking("a")));
    answer(after);
    served(second.join());
    served(alone.open(asking("a")));
  }

  @Test
  void aRunningStreamIsNotJoinedAfterwards() {
    Rig alone = Rig.plain();
    Recording old = lease(alone.open(streaming("a"))).reply(200, Calls.SSE);
    served(alone.open(streaming("a")));

    alone.sync.raise(Set.of(Epochs.NAMESPACE));

    Recording fresh = lease(alone.open(streaming("a"))).reply(200, Calls.SSE);
    Calls.write(old, OpenAiChatFixtures.STREAM);
    old.end();
    Outcome joined = alone.open(streaming("a"));
    Calls.write(fresh, OpenAiChatFixtures.STREAM.replace("18:40", "19:00"));
    fresh.end();
    assertThat(Calls.text(served(joined))).contains("19:00");
    assertThat(Calls.text(served(alone.open(streaming("a"))))).contains("19:00");
  }

  @Test
  void theOtherNodeIsTold() {
    answer(one.open(asking("a")));
    served(two.open(asking("a")));

    one.sync.raise(Set.of(Epochs.NAMESPACE));

    lease(one.open(asking("a"))).close();
    lease(two.open(asking("a")));
  }

  @Test
  void aNodeThatWasNotToldPolls() {
    answer(one.open(asking("a")));
    served(two.open(asking("a")));
    two.shared.failing(Operation.EPOCH_READ, Fault.FAIL);
    one.sync.raise(Set.of(Epochs.NAMESPACE));
    two.shared.repair();
    served(two.open(asking("a")));

    two.timer.advance(Duration.ofSeconds(5));

    lease(two.open(asking("a")));
  }

  @Test
  void whatIsInvalidatedDuringAnOutageIsInvalidAfterIt() {
    answer(one.open(asking("a")));
    two.shared.failing(Fault.REFUSE);
    lease(two.open(asking("a"))).close();
    one.sync.raise(Set.of(Epochs.NAMESPACE));
    two.shared.repair();
    two.timer.advance(Duration.ofSeconds(1));

    lease(two.open(asking("a")));
  }

  @Test
  void aNodeThatInvalidatesDuringAnOutageTellsTheOthersAfterIt() {
    answer(one.open(asking("a")));
    served(two.open(asking("a")));
    two.shared.failing(Fault.REFUSE);
    two.sync.raise(Set.of(Epochs.NAMESPACE));
    lease(two.open(asking("a"))).close();
    served(one.open(asking("a")));

    two.shared.repair();
    two.timer.advance(Duration.ofSeconds(1));

    lease(one.open(asking("a"))).close();
    lease(two.open(asking("a")));
  }

  @Test
  void theSharedTierIsNotAskedBeforeTheTableWasRead() {
    answer(one.open(asking("a")));
    Rig fresh =
        Rig.plan(Map.of())
            .clock(clock)
            .shared(server.node())
            .failingAtStart(Operation.EPOCH_READ, Fault.FAIL)
            .build();

    lease(fresh.open(asking("a")));

    assertThat(fresh.shared.calls(Operation.GET)).isZero();
    fresh.shared.repair();
    fresh.timer.advance(Duration.ofSeconds(3));
    served(fresh.open(asking("a").alone()));
  }

  @Test
  void aTableThatWasLostInvalidatesWhatIsStillThere() {
    one.sync.raise(Set.of(Epochs.model("m")));
    answer(one.open(asking("a")));
    served(two.open(asking("a")));
    served(two.open(asking("a")));

    server.loseEpochs();
    one.timer.advance(Duration.ofSeconds(2));
    two.timer.advance(Duration.ofSeconds(2));

    lease(one.open(asking("a"))).close();
    lease(two.open(asking("a"))).close();
    Rig late = node();
    lease(late.open(asking("a")));
  }

  @Test
  void anEmptiedServerIsFilledAgain() {
    one.sync.raise(Set.of(Epochs.NAMESPACE));
    answer(one.open(asking("a")));
    server.flush();
    one.timer.advance(Duration.ofSeconds(2));
    two.timer.advance(Duration.ofSeconds(2));

    answer(one.open(asking("a")));

    served(one.open(asking("a")));
    served(two.open(asking("a")));
  }

  private Rig node() {
    return Rig.plan(Map.of()).clock(clock).shared(server.node()).build();
  }
}
