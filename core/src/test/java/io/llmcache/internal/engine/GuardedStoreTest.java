package io.llmcache.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.Tier;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FailingStore.Fault;
import io.llmcache.testing.FailingStore.Operation;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.ManualTimer;
import io.llmcache.testing.RecordingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardedStoreTest {

  private static final Duration BUDGET = Duration.ofMillis(20);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final CacheKey KEY = new CacheKey(new byte[32]);
  private static final byte[] ENTRY = {1, 2, 3};

  private final ManualClock clock = new ManualClock();
  private final ManualTimer timer = new ManualTimer(clock);
  private final RecordingListener told = new RecordingListener();
  private final List<String> happened = new ArrayList<>();
  private final FailingStore store = new FailingStore(new MemoryStore(1 << 20, clock));
  private final GuardedStore guarded =
      new GuardedStore(
          Tier.L2,
          store,
          BUDGET,
          timer,
          new Events(List.of(told)),
          () -> happened.add("down"),
          () -> happened.add("up"));

  @Test
  void passesThrough() {
    assertThat(guarded.get(KEY)).isNull();
    guarded.put(KEY, ENTRY, HOUR);
    assertThat(guarded.get(KEY)).isEqualTo(ENTRY);
    guarded.remove(KEY);
    assertThat(guarded.get(KEY)).isNull();
    assertThat(told.events()).isEmpty();
    assertThat(timer.pending()).isZero();
  }

  @Test
  void whatHasNoLifetimeIsNotPut() {
    guarded.put(KEY, ENTRY, Duration.ZERO);
    guarded.put(KEY, ENTRY, Duration.ofSeconds(-1));

    assertThat(store.calls(Operation.PUT)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"THROW", "NULL_STAGE", "FAIL", "REFUSE", "HANG"})
  void aFaultIsAMissAndOneEvent(Fault fault) {
    guarded.put(KEY, ENTRY, HOUR);
    store.failing(Operation.GET, fault);

    assertThat(guarded.get(KEY)).isNull();

    assertThat(told.details(Kind.FAULT)).singleElement().asString().startsWith("l2-get: ");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"THROW", "NULL_STAGE", "FAIL", "REFUSE", "HANG"})
  void aFaultOfWhatNobodyWaitsForIsOneEvent(Fault fault) {
    store.failing(fault);

    guarded.put(KEY, ENTRY, HOUR);
    timer.advance(BUDGET);

    assertThat(told.details(Kind.FAULT)).singleElement().asString().startsWith("l2-put: ");
  }

  @Test
  void threeTimeOutsOpenAndNobodyWaitsFromThenOn() {
    store.failing(Operation.GET, Fault.HANG).failing(Operation.PING, Fault.HANG);
    for (int i = 0; i < 3; i++) {
      guarded.get(KEY);
    }
    assertThat(told.details(Kind.TIER_DOWN)).containsExactly("l2");
    assertThat(happened).containsExactly("down");

    long before = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertThat(guarded.get(KEY)).isNull();
    }
    guarded.put(KEY, ENTRY, HOUR);

    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(store.calls(Operation.GET)).isEqualTo(3);
    assertThat(store.calls(Operation.PUT)).isZero();
  }

  @Test
  void oneRefusalOpens() {
    store.failing(Operation.GET, Fault.REFUSE);

    guarded.get(KEY);
    guarded.get(KEY);

    assertThat(store.calls(Operation.GET)).isEqualTo(1);
    assertThat(told.count(Kind.TIER_DOWN)).isEqualTo(1);
  }

  @Test
  void timeOutsOfPutsOpenToo() {
    store.failing(Operation.PUT, Fault.HANG);
    for (int i = 0; i < 3; i++) {
      guarded.put(KEY, ENTRY, HOUR);
    }
    timer.advance(BUDGET);

    assertThat(told.count(Kind.TIER_DOWN)).isEqualTo(1);
  }

  @Test
  void whatAnotherNodeHoldsUpIsLeftAloneApartFromWhatIsReadHere() {
    FailingStore ofNodes =
        new FailingStore(new MemoryStore(1 << 20, clock)) {
          @Override
          public EpochStore epochs() {
            return new EpochsOfNodes();
          }
        };
    GuardedStore near =
        new GuardedStore(
            Tier.L1,
            ofNodes,
            BUDGET,
            timer,
            new Events(List.of(told)),
            () -> happened.add("down"),
            () -> happened.add("up"));
    GuardedStore amongNodes = near.amongNodes();
    near.put(KEY, ENTRY, HOUR);
    ofNodes.failing(Operation.PUT, Fault.HANG).failing(Operation.PING, Fault.HANG);

    for (int i = 0; i < 9; i++) {
      amongNodes.put(KEY, ENTRY, HOUR);
      timer.advance(BUDGET);
    }

    assertThat(ofNodes.calls(Operation.PUT)).as("the first, and three").isEqualTo(4);
    assertThat(told.details(Kind.FAULT)).hasSize(3);
    assertThat(near.get(KEY)).isEqualTo(ENTRY);
    assertThat(near.answers()).isTrue();
    assertThat(told.count(Kind.TIER_DOWN)).isZero();
    assertThat(happened).isEmpty();

    ofNodes.repair();
    timer.advance(Duration.ofSeconds(1));
    amongNodes.put(KEY, ENTRY, HOUR);

    assertThat(ofNodes.calls(Operation.PUT)).isEqualTo(5);
    assertThat(told.count(Kind.TIER_UP)).isZero();
  }

  @Test
  void aTierThatAServerKeepsIsOne() {
    assertThat(guarded.amongNodes()).isSameAs(guarded);
  }

  /** Those of a tier that the nodes keep. */
  private static final class EpochsOfNodes implements EpochStore {

    @Override
    public CompletionStage<Map<String, Long>> read() {
      return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public CompletionStage<Long> raise(Set<String> scopes, long atLeast) {
      return CompletableFuture.completedFuture(atLeast);
    }

    @Override
    public boolean keptByNodes() {
      return true;
    }
  }

  @Test
  void aPingThatIsAnsweredCloses() {
    store.failing(Fault.REFUSE);
    guarded.get(KEY);
    timer.advance(Duration.ofSeconds(2));
    assertThat(store.calls(Operation.PING)).isBetween(4, 20);
    store.failing(Operation.PING, Fault.HANG);
    timer.advance(Duration.ofSeconds(2));
    store.failing(Operation.PING, Fault.THROW);
    timer.advance(Duration.ofSeconds(2));
    assertThat(happened).containsExactly("down");

    store.repair();
    timer.advance(Duration.ofSeconds(1));

    assertThat(happened).containsExactly("down", "up");
    assertThat(told.details(Kind.TIER_UP)).containsExactly("l2");
    int pings = store.calls(Operation.PING);
    timer.advance(Duration.ofMinutes(1));
    assertThat(store.calls(Operation.PING)).as("no more pings").isEqualTo(pings);
    guarded.put(KEY, ENTRY, HOUR);
    assertThat(guarded.get(KEY)).isEqualTo(ENTRY);
  }

  @Test
  void itOpensAgainAfterwards() {
    store.failing(Operation.GET, Fault.REFUSE);
    guarded.get(KEY);
    timer.advance(Duration.ofSeconds(1));

    guarded.get(KEY);

    assertThat(happened).containsExactly("down", "up", "down");
  }

  @Test
  void aLateAnswerChangesNothing() {
    store.failing(Operation.PUT, Fault.LATE);
    CompletableFuture<?> put = guarded.watched("put", () -> store.put(KEY, ENTRY, HOUR));
    timer.advance(BUDGET);
    assertThat(put).isCompletedExceptionally();

    store.answerLate();

    assertThat(told.count(Kind.FAULT)).isEqualTo(1);
    assertThat(guarded.get(KEY)).as("it was stored after all").isEqualTo(ENTRY);
  }

  @Test
  void anAnswerInTimeLeavesNothingInTheTimer() {
    store.failing(Operation.PUT, Fault.LATE);
    guarded.put(KEY, ENTRY, HOUR);
    assertThat(timer.pending()).isEqualTo(1);

    store.answerLate();

    assertThat(timer.pending()).isZero();
    assertThat(told.events()).isEmpty();
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    store.failing(Operation.GET, Fault.HANG);
    Thread.currentThread().interrupt();

    assertThat(guarded.get(KEY)).isNull();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(told.events()).as("the store is not to blame").isEmpty();
  }
}
