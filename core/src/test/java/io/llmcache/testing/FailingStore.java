package io.llmcache.testing;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.LeaseStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticScope;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that does what another does, until a test says how an operation is to fail. Counts calls.
 * Thread-safe.
 */
public class FailingStore implements ResponseStore {

  /** What can fail. */
  public enum Operation {
    GET,
    PUT,
    REMOVE,
    CLEAR,
    VISIT,
    USED,
    MOST_USED,
    PING,
    EPOCH_READ,
    INDEX,
    NEAREST,
    EPOCH_RAISE,
    ACQUIRE,
    RENEW,
    RELEASE
  }

  /** How it can fail. */
  public enum Fault {
    /** The method throws. */
    THROW,
    /** The method returns null in place of a stage. */
    NULL_STAGE,
    /** The stage fails. */
    FAIL,
    /** The stage fails as a refused connection does. */
    REFUSE,
    /** The stage never completes. */
    HANG,
    /** The stage completes when the test calls {@link #answerLate}. */
    LATE,
    /** A get answers bytes that are no entry; anything else works. */
    GARBAGE
  }

  private final ResponseStore store;
  private final Map<Operation, Fault> faults = new EnumMap<>(Operation.class);
  private final Map<Operation, Integer> calls = new EnumMap<>(Operation.class);
  private final List<Runnable> late = new ArrayList<>();

  public FailingStore(ResponseStore store) {
    this.store = store;
  }

  /** From now on. */
  public synchronized FailingStore failing(Operation operation, Fault fault) {
    faults.put(operation, fault);
    return this;
  }

  /** Every operation, from now on. */
  public synchronized FailingStore failing(Fault fault) {
    for (Operation operation : Operation.values()) {
      faults.put(operation, fault);
    }
    return this;
  }

  /** All is well again. */
  public synchronized void repair() {
    faults.clear();
  }

  public synchronized int calls(Operation operation) {
    return calls.getOrDefault(operation, 0);
  }

  /** Completes what is {@link Fault#LATE}. */
  public void answerLate() {
    List<Runnable> due;
    synchronized (this) {
      due = List.copyOf(late);
      late.clear();
    }
    due.forEach(Runnable::run);
  }

  @Override
  public CompletionStage<byte @Nullable []> get(CacheKey key) {
    if (fault(Operation.GET) == Fault.GARBAGE) {
      count(Operation.GET);
      return CompletableFuture.completedFuture(
          "no entry".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return call(Operation.GET, () -> store.get(key));
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    return call(Operation.PUT, () -> store.put(key, entry, lifetime));
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    return call(Operation.REMOVE, () -> store.remove(key));
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    return call(Operation.CLEAR, store::clear);
  }

  @Override
  public CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
    return call(Operation.VISIT, () -> store.visit(visitor));
  }

  @Override
  public CompletionStage<@Nullable Void> used(Map<CacheKey, Integer> hits) {
    return call(Operation.USED, () -> store.used(hits));
  }

  @Override
  public CompletionStage<List<CacheKey>> mostUsed(int most) {
    return call(Operation.MOST_USED, () -> store.mostUsed(most));
  }

  @Override
  public CompletionStage<@Nullable Void> ping() {
    return call(Operation.PING, store::ping);
  }

  @Override
  public @Nullable EpochStore epochs() {
    EpochStore epochs = store.epochs();
    return epochs == null ? null : new FailingEpochs(epochs);
  }

  @Override
  public @Nullable LeaseStore leases() {
    LeaseStore leases = store.leases();
    return leases == null ? null : new FailingLeases(leases);
  }

  @Override
  public @Nullable SemanticIndex index(String embedder, int dimension, Consumer<String> warn) {
    SemanticIndex index = store.index(embedder, dimension, warn);
    return index == null ? null : new FailingIndex(index);
  }

  @Override
  public void watch(EntryWatcher watcher) {
    store.watch(watcher);
  }

  @Override
  public String describe() {
    return "failing " + store.describe();
  }

  @Override
  public void close() {
    store.close();
  }

  private synchronized @Nullable Fault fault(Operation operation) {
    return faults.get(operation);
  }

  private synchronized void count(Operation operation) {
    calls.merge(operation, 1, Integer::sum);
  }

  private <T> CompletionStage<T> call(Operation operation, Supplier<CompletionStage<T>> sound) {
    count(operation);
    Fault fault = fault(operation);
    if (fault == null || fault == Fault.GARBAGE) {
      return sound.get();
    }
    return switch (fault) {
      case THROW -> throw new IllegalStateException("thrown by the failing store");
      case NULL_STAGE -> null;
      case FAIL -> CompletableFuture.failedFuture(new IOException("failed by the failing store"));
      case REFUSE ->
          CompletableFuture.failedFuture(new IOException("down", new ConnectException("refused")));
      case HANG -> new CompletableFuture<>();
      case LATE -> later(sound);
      case GARBAGE -> sound.get();
    };
  }

  private <T> CompletionStage<T> later(Supplier<CompletionStage<T>> sound) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    synchronized (this) {
      late.add(() -> sound.get().thenAccept(answer::complete));
    }
    return answer;
  }

  private final class FailingIndex implements SemanticIndex {

    private final SemanticIndex index;

    private FailingIndex(SemanticIndex index) {
      this.index = index;
    }

    @Override
    public CompletionStage<@Nullable Void> add(CacheKey key, SemanticScope scope, float[] vector) {
      return call(Operation.INDEX, () -> index.add(key, scope, vector));
    }

    @Override
    public CompletionStage<@Nullable Void> remove(CacheKey key) {
      return call(Operation.INDEX, () -> index.remove(key));
    }

    @Override
    public CompletionStage<List<Neighbour>> nearest(SemanticScope scope, float[] vector, int most) {
      return call(Operation.NEAREST, () -> index.nearest(scope, vector, most));
    }

    @Override
    public String describe() {
      return "failing " + index.describe();
    }
  }

  private final class FailingLeases implements LeaseStore {

    private final LeaseStore leases;

    private FailingLeases(LeaseStore leases) {
      this.leases = leases;
    }

    @Override
    public CompletionStage<Boolean> acquire(CacheKey key, String holder, Duration length) {
      return call(Operation.ACQUIRE, () -> leases.acquire(key, holder, length));
    }

    @Override
    public CompletionStage<Boolean> renew(CacheKey key, String holder, Duration length) {
      return call(Operation.RENEW, () -> leases.renew(key, holder, length));
    }

    @Override
    public CompletionStage<@Nullable Void> release(CacheKey key, String holder) {
      return call(Operation.RELEASE, () -> leases.release(key, holder));
    }

    @Override
    public void onRelease(Consumer<CacheKey> released) {
      leases.onRelease(released);
    }
  }

  private final class FailingEpochs implements EpochStore {

    private final EpochStore epochs;

    private FailingEpochs(EpochStore epochs) {
      this.epochs = epochs;
    }

    @Override
    public CompletionStage<Map<String, Long>> read() {
      return call(Operation.EPOCH_READ, epochs::read);
    }

    @Override
    public CompletionStage<Long> raise(Set<String> scopes, long atLeast) {
      return call(Operation.EPOCH_RAISE, () -> epochs.raise(scopes, atLeast));
    }

    @Override
    public void onChange(Runnable changed) {
      epochs.onChange(changed);
    }
  }
}
