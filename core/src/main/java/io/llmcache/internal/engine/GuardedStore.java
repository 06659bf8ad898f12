package io.llmcache.internal.engine;

import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.LeaseStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tier with a deadline on each call and a breaker over all. A fault is a miss and an event, never
 * an exception. While the breaker is open no caller is the probe: only a regular ping is.
 * Thread-safe.
 */
public final class GuardedStore {

  private static final Duration PING_PAUSE = Duration.ofMillis(250);

  private final Tier tier;
  private final ResponseStore store;
  private final Duration budget;
  private final Timer timer;
  private final Events events;
  private final Breaker breaker = new Breaker();
  private final Runnable onDown;
  private final Runnable onUp;
  private final boolean tellsOutages;
  private volatile boolean failing;

  /**
   * @param budget per call
   * @param onDown runs when the breaker opens
   * @param onUp runs when the tier answers again
   */
  public GuardedStore(
      Tier tier,
      ResponseStore store,
      Duration budget,
      Timer timer,
      Events events,
      Runnable onDown,
      Runnable onUp) {
    this(tier, store, budget, timer, events, onDown, onUp, true);
  }

  private GuardedStore(
      Tier tier,
      ResponseStore store,
      Duration budget,
      Timer timer,
      Events events,
      Runnable onDown,
      Runnable onUp,
      boolean tellsOutages) {
    this.tier = tier;
    this.store = store;
    this.budget = budget;
    this.timer = timer;
    this.events = events;
    this.onDown = onDown;
    this.onUp = onUp;
    this.tellsOutages = tellsOutages;
  }

  /**
   * The same tier for calls that other nodes take part in. Where the nodes themselves keep the
   * entries it is left alone apart from this one: a node that has died holds up what it has to
   * confirm, and not what is read here.
   */
  GuardedStore amongNodes() {
    if (!keptByNodes()) {
      return this;
    }
    return new GuardedStore(tier, store, budget, timer, events, () -> {}, () -> {}, false);
  }

  private boolean keptByNodes() {
    try {
      EpochStore epochs = store.epochs();
      return epochs != null && epochs.keptByNodes();
    } catch (RuntimeException e) {
      // told by who needs them
      return false;
    }
  }

  /** False while it is left alone, and after a call that failed until one succeeds. */
  boolean answers() {
    return !breaker.open() && !failing;
  }

  Tier tier() {
    return tier;
  }

  /** Blocks at most for the budget. */
  byte @Nullable [] get(CacheKey key) {
    return await("get", () -> store.get(key));
  }

  /** The answer to a call, or null where there is none in time. Blocks at most for the budget. */
  <T> @Nullable T await(
      String what, Supplier<? extends CompletionStage<? extends @Nullable T>> call) {
    if (breaker.open()) {
      return null;
    }
    try {
      CompletableFuture<? extends @Nullable T> answer = call.get().toCompletableFuture();
      T found =
          answer.isDone() ? answer.join() : answer.get(budget.toNanos(), TimeUnit.NANOSECONDS);
      breaker.answered();
      failing = false;
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (Exception e) {
      fault(what, e);
      return null;
    }
  }

  /** Does not block. */
  CompletableFuture<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    return lifetime.compareTo(Duration.ZERO) > 0
        ? watched("put", () -> store.put(key, entry, lifetime))
        : CompletableFuture.failedFuture(new TimeoutException("it has expired"));
  }

  /** Does not block. */
  void fill(CacheKey key, byte[] entry, Duration lifetime) {
    if (lifetime.compareTo(Duration.ZERO) > 0) {
      watched("fill", () -> store.fill(key, entry, lifetime));
    }
  }

  /** Does not block. */
  void announce(CacheKey key, byte[] entry, Duration lifetime) {
    if (lifetime.compareTo(Duration.ZERO) > 0) {
      watched("announce", () -> store.announce(key, entry, lifetime));
    }
  }

  /** Does not block. */
  CompletableFuture<@Nullable Void> remove(CacheKey key) {
    return watched("remove", () -> store.remove(key));
  }

  /** Does not block. */
  public void clear() {
    watched("clear", store::clear);
  }

  /** May take long; fails if the tier is left alone, or does. */
  CompletableFuture<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
    if (breaker.open()) {
      return CompletableFuture.failedFuture(new TimeoutException(tier.label() + " is left alone"));
    }
    try {
      return store.visit(visitor).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Does not block. */
  void used(Map<CacheKey, Integer> hits) {
    watched("used", () -> store.used(hits));
  }

  /** Does not block. */
  CompletableFuture<List<CacheKey>> mostUsed(int most) {
    return watched("most-used", () -> store.mostUsed(most));
  }

  /** Throws what the store throws. */
  @Nullable EpochStore epochs() {
    return store.epochs();
  }

  /** Throws what the store throws. */
  @Nullable LeaseStore leases() {
    return store.leases();
  }

  /** A call whose answer may come later than the budget, and is then a fault. */
  <T> CompletableFuture<T> watched(String what, Supplier<? extends CompletionStage<T>> call) {
    if (breaker.open()) {
      return CompletableFuture.failedFuture(new TimeoutException(tier.label() + " is left alone"));
    }
    return inTime(call)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                breaker.answered();
              } else {
                fault(what, failure);
              }
            });
  }

  /** Fails at the end of the budget, on the engine's timer: the JDK's own would keep our loader. */
  private <T> CompletableFuture<T> inTime(Supplier<? extends CompletionStage<T>> call) {
    CompletableFuture<T> answer;
    try {
      answer = call.get().toCompletableFuture().copy();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    if (!answer.isDone()) {
      Runnable cancel =
          timer.after(
              budget,
              () -> answer.completeExceptionally(new TimeoutException("no answer in " + budget)));
      answer.whenComplete((done, failure) -> cancel.run());
    }
    return answer;
  }

  /** One event; the breaker counts it. */
  void fault(String what, Throwable failure) {
    failing = true;
    events.fault(tier.label() + "-" + what, Breaker.unwrapped(failure));
    if (breaker.failed(failure)) {
      if (tellsOutages) {
        events.tell(Kind.TIER_DOWN, tier.label());
      }
      onDown.run();
      timer.after(PING_PAUSE, this::ping);
    }
  }

  private void ping() {
    inTime(store::ping)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                breaker.close();
                if (tellsOutages) {
                  events.tell(Kind.TIER_UP, tier.label());
                }
                onUp.run();
              } else {
                timer.after(PING_PAUSE, this::ping);
              }
            });
  }
}
