package io.llmcache.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.Tier;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FailingStore.Fault;
import io.llmcache.testing.FailingStore.Operation;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.ManualTimer;
import io.llmcache.testing.RecordingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class EpochSyncTest {

  private static final CacheKey KEY = new CacheKey(new byte[32]);
  private static final Duration POLL = Duration.ofSeconds(2);

  private final ManualClock clock = new ManualClock();
  private final ManualTimer timer = new ManualTimer(clock);
  private final FakeSharedTier server = new FakeSharedTier(clock);
  private final FailingStore store = new FailingStore(server.node());
  private final RecordingListener told = new RecordingListener();
  private final List<String> happened = new ArrayList<>();
  private final Epochs epochs = new Epochs();
  private final EpochSync sync = new EpochSync(epochs, timer, () -> happened.add("dropped"));

  @Test
  void withoutASharedTierInvalidationIsLocal() {
    sync.raise(Set.of(Epochs.NAMESPACE));

    assertThat(epochs.lastOf(KEY, "m", List.of(), "t")).isEqualTo(1);
    assertThat(epochs.current()).isEqualTo(1);
  }

  @Test
  void theTableIsReadAtTheStart() {
    raise("model:m", 5);

    start();

    assertThat(sync.synced()).isTrue();
    assertThat(epochs.current()).isEqualTo(5);
    assertThat(epochs.lastOf(KEY, "m", List.of(), "t")).isEqualTo(5);
    assertThat(epochs.lastOf(KEY, "other", List.of(), "t")).isZero();
  }

  @Test
  void untilTheTableWasReadTheTierIsNotToBeAsked() {
    store.failing(Operation.EPOCH_READ, Fault.FAIL);
    start();
    assertThat(sync.synced()).isFalse();
    timer.advance(POLL);
    assertThat(sync.synced()).isFalse();

    store.repair();
    timer.advance(Duration.ofMillis(250));

    assertThat(sync.synced()).isTrue();
  }

  @Test
  void aTierThatSharesNoEpochsMayBeAsked() {
    sync.start(guarded(new MemoryStore(1_000, clock)));

    assertThat(sync.synced()).isTrue();
  }

  @Test
  void aTierThatFailsToSayIsNeverAsked() {
    MemoryStore memory = new MemoryStore(1_000, clock);
    sync.start(
        guarded(
            new Delegate(memory) {
              @Override
              public EpochStore epochs() {
                throw new IllegalStateException("not now");
              }
            }));
    timer.advance(Duration.ofMinutes(1));

    assertThat(sync.synced()).isFalse();
    assertThat(told.count(Kind.FAULT)).isEqualTo(1);
  }

  @Test
  void anotherNodesChangeIsSeenAtOnceOrAtTheNextPoll() {
    start();
    raise("ns", 1);
    assertThat(epochs.lastOf(KEY, "m", List.of(), "t")).as("told").isEqualTo(1);

    store.failing(Operation.EPOCH_READ, Fault.FAIL);
    raise("ns", 1);
    assertThat(epochs.lastOf(KEY, "m", List.of(), "t")).isEqualTo(1);
    store.repair();
    timer.advance(POLL);

    assertThat(epochs.lastOf(KEY, "m", List.of(), "t")).as("polled").isEqualTo(2);
  }

  @Test
  void raisingIsLocalAtOnceAndSharedAtOnce() {
    start();

    sync.raise(Set.of(Epochs.model("m")));

    assertThat(epochs.lastOf(KEY, "m", List.of(), "t")).isEqualTo(1);
    assertThat(server.epochs()).isEqualTo(Map.of("model:m", 1L));
  }

  @Test
  void whatIsRaisedDuringAnOutageIsPublishedTogetherAfterIt() {
    start();
    store.failing(Operation.EPOCH_RAISE, Fault.FAIL);
    sync.raise(Set.of(Epochs.model("a")));
    sync.raise(Set.of(Epochs.model("b")));
    sync.raise(Set.of(Epochs.model("a")));
    assertThat(epochs.current()).isEqualTo(3);
    assertThat(server.epochs()).isEmpty();
    timer.advance(Duration.ofSeconds(10));
    int tries = store.calls(Operation.EPOCH_RAISE);
    assertThat(tries).as("one row of tries, however much waits").isLessThan(50);

    store.repair();
    timer.advance(Duration.ofMillis(250));

    assertThat(server.epochs()).isEqualTo(Map.of("model:a", 4L, "model:b", 4L));
    timer.advance(Duration.ofSeconds(10));
    assertThat(store.calls(Operation.EPOCH_RAISE)).isEqualTo(tries + 1);
  }

  @Test
  void whatIsRaisedWhileTheTierIsLeftAloneIsPublishedOnceItIsBack() {
    start();
    store.failing(Fault.REFUSE);
    sync.raise(Set.of(Epochs.NAMESPACE));
    assertThat(sync.synced()).isFalse();
    assertThat(told.count(Kind.TIER_DOWN)).isEqualTo(1);
    timer.advance(Duration.ofMinutes(1));

    store.repair();
    timer.advance(Duration.ofMillis(500));

    assertThat(sync.synced()).isTrue();
    assertThat(server.epochs()).containsEntry("ns", 2L);
  }

  @Test
  void anOutageEndsWithReadingTheTable() {
    start();
    store.failing(Fault.REFUSE);
    timer.advance(POLL);
    assertThat(sync.synced()).isFalse();
    raise("ns", 9);
    store.repair();
    store.failing(Operation.EPOCH_READ, Fault.HANG);
    timer.advance(Duration.ofMillis(300));
    assertThat(told.count(Kind.TIER_UP)).isEqualTo(1);
    assertThat(sync.synced()).as("up, but not read yet").isFalse();

    store.repair();
    timer.advance(POLL);

    assertThat(sync.synced()).isTrue();
    assertThat(epochs.lastOf(KEY, "m", List.of(), "t")).isEqualTo(9);
  }

  @Test
  void anAnswerFromBeforeAnOutageDoesNotEndIt() {
    start();
    store.failing(Operation.EPOCH_READ, Fault.LATE);
    timer.advance(POLL);
    sync.tierDown();

    store.answerLate();

    assertThat(sync.synced()).isFalse();
  }

  @Test
  void aLostTableInvalidatesAllAndDropsTheNearTier() {
    start();
    raise("model:m", 7);
    assertThat(epochs.current()).isEqualTo(7);

    server.loseEpochs();
    timer.advance(POLL);

    assertThat(happened).containsExactly("dropped");
    assertThat(epochs.lastOf(KEY, "another model", List.of(), "t")).isEqualTo(8);
    assertThat(server.epochs()).isEqualTo(Map.of("ns", 8L));
    timer.advance(Duration.ofMinutes(1));
    assertThat(happened).containsExactly("dropped");
    assertThat(server.epochs()).isEqualTo(Map.of("ns", 8L));
  }

  @Test
  void answersThatOvertakeEachOtherAreNoLoss() {
    OvertakingEpochs slow = new OvertakingEpochs();
    sync.start(guarded(slow.store(clock)));
    slow.answer(0, Map.of());
    timer.advance(POLL);
    sync.tierUp();
    assertThat(slow.asked()).isEqualTo(3);

    slow.answer(2, Map.of("ns", 2L));
    slow.answer(1, Map.of("ns", 1L));

    assertThat(happened).isEmpty();
    assertThat(epochs.lastOf(KEY, "m", List.of(), "t")).isEqualTo(2);
  }

  /** This node went on alone, and gave an entry the number that another node raises with. */
  @Test
  void aNumberThatThisNodeHasGivenAlreadyIsRaisedAgain() {
    start();
    store.failing(Operation.EPOCH_RAISE, Fault.FAIL);
    sync.raise(Set.of(Epochs.model("a")));
    long entry = epochs.current();
    raise("model:b", 0);
    assertThat(server.epochs()).isEqualTo(Map.of("model:b", entry));

    store.repair();
    timer.advance(POLL);

    assertThat(epochs.lastOf(KEY, "b", List.of(), "t")).isGreaterThan(entry);
    assertThat(server.epochs().get("model:b")).isGreaterThan(entry);
    long settled = epochs.current();
    timer.advance(Duration.ofMinutes(1));
    assertThat(epochs.current()).isEqualTo(settled);
  }

  @Test
  void aTierWithoutEpochsIsAskedAgainAfterAnOutage() {
    GuardedStore memory = guarded(new MemoryStore(1_000, clock));
    sync.start(memory);

    sync.tierDown();
    sync.tierUp();

    assertThat(sync.canJudge(memory)).isTrue();
  }

  @Test
  void aNearTierThatSharesEpochsIsNotAskedBeforeTheTableWasRead() {
    store.failing(Operation.EPOCH_READ, Fault.FAIL);
    GuardedStore near = guarded(store);
    sync.start(near);
    assertThat(sync.canJudge(near)).isFalse();
    assertThat(sync.canJudge(guarded(new MemoryStore(1_000, clock)))).isTrue();

    store.repair();
    timer.advance(Duration.ofMillis(250));

    assertThat(sync.canJudge(near)).isTrue();
  }

  @Test
  void aTableThatNodesKeepGetsBackWhatItLacks() {
    KeptByNodes nodes = new KeptByNodes(server);
    sync.start(guarded(nodes.store(clock)));
    sync.raise(Set.of(Epochs.model("a")));
    raise("model:b", 5);
    timer.advance(POLL);

    server.loseEpochs();
    timer.advance(POLL);

    assertThat(server.epochs()).containsOnlyKeys("model:a", "model:b");
    assertThat(server.epochs().values()).allMatch(number -> number > 5);
    assertThat(happened).isEmpty();
  }

  @Test
  void partsThatFindEachOtherRaiseAllAgain() {
    KeptByNodes nodes = new KeptByNodes(server);
    sync.start(guarded(nodes.store(clock)));
    sync.raise(Set.of(Epochs.model("a")));
    long entry = epochs.current();

    nodes.merge();

    assertThat(epochs.lastOf(KEY, "a", List.of(), "t")).isGreaterThan(entry);
    assertThat(server.epochs().get("model:a")).isGreaterThan(entry);
  }

  @Test
  void nothingHappensAfterTheEnd() {
    start();
    sync.close();
    int reads = store.calls(Operation.EPOCH_READ);

    timer.advance(Duration.ofMinutes(1));
    sync.raise(Set.of(Epochs.NAMESPACE));

    assertThat(store.calls(Operation.EPOCH_READ)).isEqualTo(reads);
    assertThat(store.calls(Operation.EPOCH_RAISE)).isZero();
    assertThat(timer.pending()).isZero();
  }

  private void start() {
    sync.start(guarded(store));
  }

  private GuardedStore guarded(ResponseStore guardedStore) {
    return new GuardedStore(
        Tier.L2,
        guardedStore,
        Duration.ofMillis(20),
        timer,
        new Events(List.of(told)),
        sync::tierDown,
        sync::tierUp);
  }

  /** As another node would. */
  private void raise(String scope, long atLeast) {
    server.node().epochs().raise(Set.of(scope), atLeast);
  }

  private static class Delegate implements ResponseStore {

    private final ResponseStore store;

    Delegate(ResponseStore store) {
      this.store = store;
    }

    @Override
    public CompletionStage<byte[]> get(CacheKey key) {
      return store.get(key);
    }

    @Override
    public CompletionStage<Void> put(CacheKey key, byte[] entry, Duration lifetime) {
      return store.put(key, entry, lifetime);
    }

    @Override
    public CompletionStage<Void> remove(CacheKey key) {
      return store.remove(key);
    }

    @Override
    public CompletionStage<Void> clear() {
      return store.clear();
    }

    @Override
    public CompletionStage<Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
      return store.visit(visitor);
    }

    @Override
    public CompletionStage<Void> ping() {
      return store.ping();
    }

    @Override
    public String describe() {
      return "delegate";
    }

    @Override
    public void close() {}
  }

  /** A table that no server keeps. */
  private static final class KeptByNodes implements EpochStore {

    private final EpochStore table;
    private final List<Runnable> merged = new ArrayList<>();

    KeptByNodes(FakeSharedTier server) {
      table = server.node().epochs();
    }

    ResponseStore store(ManualClock clock) {
      return new Delegate(new MemoryStore(1_000, clock)) {
        @Override
        public EpochStore epochs() {
          return KeptByNodes.this;
        }
      };
    }

    void merge() {
      merged.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<Map<String, Long>> read() {
      return table.read();
    }

    @Override
    public CompletionStage<Long> raise(Set<String> scopes, long atLeast) {
      return table.raise(scopes, atLeast);
    }

    @Override
    public boolean keptByNodes() {
      return true;
    }

    @Override
    public void onMerge(Runnable run) {
      merged.add(run);
    }
  }

  /** Answers reads in the order that the test wants; the first at once. */
  private static final class OvertakingEpochs implements EpochStore {

    private final List<CompletableFuture<Map<String, Long>>> reads = new ArrayList<>();

    ResponseStore store(ManualClock clock) {
      return new Delegate(new MemoryStore(1_000, clock)) {
        @Override
        public EpochStore epochs() {
          return OvertakingEpochs.this;
        }
      };
    }

    int asked() {
      return reads.size();
    }

    void answer(int number, Map<String, Long> table) {
      reads.get(number).complete(new HashMap<>(table));
    }

    @Override
    public CompletionStage<Map<String, Long>> read() {
      CompletableFuture<Map<String, Long>> read = new CompletableFuture<>();
      reads.add(read);
      if (reads.size() == 1) {
        read.complete(Map.of());
      }
      return read;
    }

    @Override
    public CompletionStage<Long> raise(Set<String> scopes, long atLeast) {
      return new CompletableFuture<>();
    }
  }
}
