package io.llmcache.internal.engine;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.follow;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.status;
import static io.llmcache.testing.Calls.streaming;
import static io.llmcache.testing.Calls.text;
import static io.llmcache.testing.Calls.with;
import static io.llmcache.testing.Calls.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.LeaseStore;
import io.llmcache.testing.Calls;
import io.llmcache.testing.EmbeddingsFixtures;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FailingStore.Fault;
import io.llmcache.testing.FailingStore.Operation;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.OpenAiChatFixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identical requests at the same time on nodes that share a tier. */
class OtherNodesTest {

  private static final String COLLAPSED = "llmcache; fwd=miss; collapsed";
  private static final Duration LENGTH = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ManualClock clock = new ManualClock();
  private final FakeSharedTier server = new FakeSharedTier(clock);
  private final Rig one = node(Map.of());
  private final Rig two = node(Map.of());
  private final Rig three = node(Map.of());

  private Rig node(Map<String, String> settings) {
    return Rig.plan(settings).clock(clock).shared(server.node()).build();
  }

  /** Lets time pass on all nodes. */
  private void pass(Duration time) {
    Duration step = Duration.ofMillis(50);
    for (Duration left = time; !left.isZero(); left = left.minus(step)) {
      one.timer.advance(step);
      two.timer.advance(Duration.ZERO);
      three.timer.advance(Duration.ZERO);
    }
  }

  private static CompletableFuture<Outcome> following(Rig node, CacheRequest request) {
    return follow(node.open(request)).next();
  }

  /** What the follower is told by now; fails the test if it still waits. */
  private static Outcome now(CompletableFuture<Outcome> follower) {
    assertThat(follower).isDone();
    return follower.join();
  }

  @Test
  void allNodesGetTheAnswerToOneCall() {
    Lease leader = lease(one.open(asking("a")));
    List<CompletableFuture<Outcome>> followers =
        List.of(
            following(two, asking("a")),
            following(two, asking("a")),
            following(one, asking("a")),
            following(three, asking("a")));
    pass(Duration.ofSeconds(1));
    assertThat(followers).noneMatch(CompletableFuture::isDone);
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    for (CompletableFuture<Outcome> follower : followers) {
      Reply reply = served(now(follower));
      assertThat(text(reply)).isEqualTo(OpenAiChatFixtures.REPLY);
      assertThat(status(reply)).isEqualTo(COLLAPSED);
    }
    assertThat(two.told.details(Kind.COLLAPSED)).containsExactly("other-node", "other-node");
    assertThat(two.told.count(Kind.MISS)).isZero();
    assertThat(one.told.details(Kind.COLLAPSED)).containsExactly("waited");
    assertThat(one.told.count(Kind.MISS)).isEqualTo(1);
    assertThat(server.leases()).isZero();
    assertThat(status(served(two.open(asking("a"))))).contains("hit", "l1");
  }

  @Test
  void nothingIsLeftOfIt() {
    int before = one.timer.pending();
    int others = two.timer.pending();
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    served(now(follower));
    assertThat(one.timer.pending()).isEqualTo(before);
    assertThat(two.timer.pending()).isEqualTo(others);
  }

  @Test
  void aStreamIsThereForOtherNodesWhenItIsWhole() {
    Recording recording = lease(one.open(streaming("a"))).reply(200, Calls.SSE);
    CompletableFuture<Outcome> follower = following(two, streaming("a"));
    write(recording, OpenAiChatFixtures.STREAM.substring(0, 50));
    pass(Duration.ofSeconds(1));
    assertThat(follower).isNotDone();
    write(recording, OpenAiChatFixtures.STREAM.substring(50));
    recording.end();
    assertThat(text(served(now(follower)))).isEqualTo(OpenAiChatFixtures.STREAM);
  }

  @Test
  void whatWasAskedForInAnotherFormIsServedInThatOne() {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, streaming("a"));
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    assertThat(text(served(now(follower)))).startsWith("data: ").contains("[DONE]");
  }

  @Test
  void otherRequestsDoNotWait() {
    lease(one.open(asking("a")));
    lease(two.open(asking("b")));
    lease(
        two.open(
            Calls.request(
                OpenAiChatFixtures.requestAsking("a", false),
                Headers.of("Authorization", "Bearer k-2"))));
    assertThat(server.leases()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("io.llmcache.internal.engine.CollapseTest#failures")
  void afterAFailureExactlyOneGoesOn(Consumer<Lease> failure) {
    Lease leader = lease(one.open(asking("a")));
    List<CompletableFuture<Outcome>> followers =
        List.of(
            following(two, asking("a")),
            following(two, asking("a")),
            following(three, asking("a")));
    failure.accept(leader);
    pass(Duration.ofSeconds(1));
    assertThat(followers).filteredOn(CompletableFuture::isDone).hasSize(1);
    CompletableFuture<Outcome> next =
        followers.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
    answer(now(next));
    for (CompletableFuture<Outcome> follower : followers) {
      if (follower != next) {
        assertThat(text(served(now(follower)))).isEqualTo(OpenAiChatFixtures.REPLY);
      }
    }
    assertThat(server.leases()).isZero();
  }

  @Test
  void afterTheFailureOfAllNobodyWaits() {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    leader.failed(new IOException("refused"));
    lease(now(follower)).failed(new IOException("refused"));
    assertThat(server.leases()).isZero();
    answer(three.open(asking("a")));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 201})
  void anAnswerThatIsNotStoredLetsTheOthersGoOn(int status) {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> first = following(two, asking("a"));
    CompletableFuture<Outcome> second = following(two, asking("a"));
    CompletableFuture<Outcome> far = following(three, asking("a"));
    answer(leader, status, Calls.JSON, "{}");
    answer(lease(now(first)), status, Calls.JSON, "{}");
    answer(lease(now(second)), status, Calls.JSON, "{}");
    answer(lease(now(far)), status, Calls.JSON, "{}");
    assertThat(server.leases()).isZero();
  }

  @Test
  void theLeaseOfADeadNodeEnds() {
    lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    two.timer.advance(LENGTH.minusMillis(1));
    assertThat(follower).isNotDone();
    two.timer.advance(PAUSE);
    answer(now(follower));
    assertThat(server.leases()).isZero();
  }

  @Test
  void aLongCallIsWaitedFor() {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    pass(Duration.ofSeconds(29));
    assertThat(follower).isNotDone();
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    served(now(follower));
  }

  @Test
  void afterTheBoundEachNodeMakesItsCall() {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    CompletableFuture<Outcome> another = following(two, asking("a"));
    pass(Duration.ofSeconds(30));
    assertThat(another).as("one call of each node").isNotDone();
    answer(now(follower));
    served(now(another));
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    assertThat(server.leases()).isZero();
  }

  @Test
  void theBoundIsASetting() {
    Rig hasty = node(Map.of("cluster-collapse-timeout", "2s"));
    lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(hasty, asking("a"));
    hasty.timer.advance(Duration.ofMillis(1_999));
    assertThat(follower).isNotDone();
    hasty.timer.advance(Duration.ofMillis(1));
    lease(now(follower));
  }

  @Test
  void nobodyWaitsForOtherNodesForLongerThanForHisOwn() {
    Rig hasty = node(Map.of("collapse-timeout", "2s"));
    lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(hasty, asking("a"));
    hasty.timer.advance(Duration.ofSeconds(2));
    lease(now(follower));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster-collapse-timeout", "collapse-timeout"})
  void withoutATimeToWaitThereAreNoLeases(String setting) {
    Rig alone = node(Map.of(setting, "0"));
    lease(one.open(asking("a")));
    lease(alone.open(asking("a")));
    assertThat(shared(alone).calls(Operation.ACQUIRE)).isZero();
    lease(alone.open(asking("b")));
    lease(one.open(asking("b")));
  }

  private static FailingStore shared(Rig rig) {
    assertThat(rig.shared).isNotNull();
    return rig.shared;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GARBAGE")
  void withoutALeaseToBeHadTheCallGoesOnAtOnce(Fault fault) {
    lease(one.open(asking("a")));
    shared(two).failing(Operation.ACQUIRE, fault);
    answer(two.open(asking("a")));
    assertThat(text(served(two.open(asking("a"))))).isEqualTo(OpenAiChatFixtures.REPLY);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GARBAGE")
  void whoWaitsGoesOnWhenTheLeasesFail(Fault fault) {
    lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    CompletableFuture<Outcome> another = following(two, asking("a"));
    shared(two).failing(Operation.ACQUIRE, fault);
    pass(PAUSE);
    assertThat(another).isNotDone();
    answer(now(follower));
    served(now(another));
  }

  @Test
  void aTierThatSaysNothingOfALeaseHasNone() {
    AtomicReference<@Nullable Runnable> before = new AtomicReference<>();
    Rig odd = Rig.plan(Map.of()).clock(clock).shared(hooked(before, null)).build();
    lease(one.open(asking("a")));
    answer(odd.open(asking("a")));
  }

  @Test
  void aTierThatIsDownIsNotWaitedFor() {
    lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    shared(two).failing(Fault.REFUSE);
    pass(PAUSE);
    answer(now(follower));
    lease(two.open(asking("b")));
  }

  /** The lease ends by itself, and the answer is found. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GARBAGE")
  void whatIsNotGivenBackEnds(Fault fault) {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    shared(one).failing(Operation.RELEASE, fault);
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    pass(LENGTH.plus(PAUSE));
    assertThat(text(served(now(follower)))).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(two.told.count(Kind.MISS)).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GARBAGE")
  void aLeaseThatCannotBeRenewedEnds(Fault fault) {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    shared(one).failing(Operation.RENEW, fault);
    pass(LENGTH.plus(PAUSE));
    Lease other = lease(now(follower));
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    assertThat(server.leases()).as("the first one gives back what is not its own").isEqualTo(1);
    answer(other, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    assertThat(server.leases()).isZero();
  }

  @Test
  void itIsGivenBackWhenTheAnswerIsThere() {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    shared(one).failing(Operation.PUT, Fault.LATE);
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    assertThat(server.leases()).isEqualTo(1);
    assertThat(follower).isNotDone();
    shared(one).answerLate();
    assertThat(server.leases()).isZero();
    served(now(follower));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"GARBAGE", "REFUSE", "LATE"})
  void whatCannotBeStoredLetsTheOthersGoOn(Fault fault) {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    shared(one).failing(Operation.PUT, fault);
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    pass(Duration.ofSeconds(1));
    answer(now(follower));
  }

  @Test
  void anAnswerOlderThanAnInvalidationIsNotTaken() {
    Lease leader = lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    two.sync.raise(Set.of(Epochs.NAMESPACE));
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    answer(now(follower));
  }

  @Test
  void aCallThatMayNotBeJoinedAnyMoreStopsNobodyOfItsNode() {
    Lease old = lease(one.open(asking("a")));
    one.sync.raise(Set.of(Epochs.NAMESPACE));
    Lease anew = lease(one.open(asking("a")));
    answer(old, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    assertThat(server.leases()).as("the second call has it").isEqualTo(1);
    answer(anew, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    served(now(follower));
    assertThat(server.leases()).isZero();
  }

  @Test
  void whoMayNotWaitDoesNotAsk() {
    lease(one.open(asking("a")));
    int before = shared(two).calls(Operation.ACQUIRE);
    lease(two.open(with(asking("a"), "Cache-Control", "max-age=0")));
    lease(two.open(with(asking("a"), "Cache-Control", "no-cache")));
    Rig observer = node(Map.of("mode", "observe"));
    lease(observer.open(asking("a")));
    assertThat(shared(two).calls(Operation.ACQUIRE)).isEqualTo(before);
    assertThat(shared(observer).calls(Operation.ACQUIRE)).isZero();
  }

  @Test
  void aHitAsksForNoLease() {
    answer(one.open(asking("a")));
    served(one.open(asking("a")));
    served(two.open(asking("a")));
    assertThat(shared(one).calls(Operation.ACQUIRE)).isEqualTo(1);
    assertThat(shared(two).calls(Operation.ACQUIRE)).isZero();
  }

  @Test
  void whatIsStoredBetweenTheLookUpAndTheLeaseIsServed() {
    AtomicReference<@Nullable Runnable> before = new AtomicReference<>();
    Rig slow = Rig.plan(Map.of()).clock(clock).shared(hooked(before, true)).build();
    before.set(() -> answer(one.open(asking("a"))));
    Reply reply = served(slow.open(asking("a")));
    assertThat(text(reply)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(status(reply)).contains("hit", "l2");
    assertThat(server.leases()).isZero();
  }

  @Test
  void aClosedNodeLetsEverybodyGoOn() {
    lease(one.open(asking("a")));
    CompletableFuture<Outcome> follower = following(two, asking("a"));
    CompletableFuture<Outcome> far = following(three, asking("a"));
    two.engine.close();
    lease(now(follower));
    assertThat(far).isNotDone();
    one.engine.close();
    lease(now(far));
  }

  @Test
  void whoLeavesIsPassedOver() {
    Lease leader = lease(one.open(asking("a")));
    int before = two.timer.pending();
    CompletableFuture<Outcome> gone = following(two, asking("a"));
    CompletableFuture<Outcome> left = following(two, asking("a"));
    gone.cancel(false);
    leader.failed(new IOException("refused"));
    answer(now(left));
    assertThat(two.timer.pending()).isEqualTo(before);
  }

  @Test
  void whereNobodyIsLeftNothingIsAskedAnyMore() {
    lease(one.open(asking("a")));
    int before = two.timer.pending();
    following(two, asking("a")).cancel(false);
    pass(PAUSE);
    int asked = shared(two).calls(Operation.ACQUIRE);
    pass(LENGTH);
    assertThat(shared(two).calls(Operation.ACQUIRE)).isEqualTo(asked);
    assertThat(two.timer.pending()).isEqualTo(before);
    lease(two.open(with(asking("a"), "Cache-Control", "max-age=0")));
  }

  @Test
  void theOtherNodesAreAskedModestly() {
    lease(one.open(asking("a")));
    following(two, asking("a"));
    pass(Duration.ofSeconds(10));
    assertThat(shared(two).calls(Operation.ACQUIRE)).isBetween(15, 30);
  }

  @Test
  void batchesOfOtherNodesWaitAsWell() {
    Lease leader = lease(one.open(BatchTest.asking(BatchTest.FIVE)));
    CompletableFuture<Outcome> follower = following(two, BatchTest.asking(BatchTest.FIVE));
    CompletableFuture<Outcome> another = following(two, BatchTest.asking(BatchTest.FIVE));
    pass(Duration.ofSeconds(1));
    assertThat(follower).isNotDone();
    answer(leader, 200, Calls.JSON, EmbeddingsFixtures.reply(BatchTest.FIVE));
    String reply = text(served(now(follower)));
    assertThat(text(served(now(another)))).isEqualTo(reply);
    assertThat(status(served(two.open(BatchTest.asking(BatchTest.FIVE))))).contains("hit");
    assertThat(two.told.count(Kind.MISS)).isZero();
    assertThat(server.leases()).isZero();
  }

  @Test
  void afterABatchThatFailedAnotherGoesOn() {
    Lease leader = lease(one.open(BatchTest.asking(BatchTest.FIVE)));
    CompletableFuture<Outcome> follower = following(two, BatchTest.asking(BatchTest.FIVE));
    leader.failed(new IOException("refused"));
    lease(now(follower)).close();
    assertThat(server.leases()).isZero();
  }

  /**
   * @param before runs once before the first lease is asked for
   * @param says in place of the tier's answer, which comes where it is true
   */
  private FailingStore hooked(AtomicReference<@Nullable Runnable> before, @Nullable Boolean says) {
    return new FailingStore(server.node()) {
      @Override
      public LeaseStore leases() {
        LeaseStore leases = (LeaseStore) server.node();
        return new LeaseStore() {
          @Override
          public CompletionStage<Boolean> acquire(CacheKey key, String holder, Duration length) {
            Runnable hook = before.getAndSet(null);
            if (hook != null) {
              hook.run();
            }
            return says == null
                ? new CompletableFuture<Boolean>().completeAsync(() -> null, Runnable::run)
                : leases.acquire(key, holder, length);
          }

          @Override
          public CompletionStage<Boolean> renew(CacheKey key, String holder, Duration length) {
            return leases.renew(key, holder, length);
          }

          @Override
          public CompletionStage<@Nullable Void> release(CacheKey key, String holder) {
            return leases.release(key, holder);
          }
        };
      }
    };
  }
}
