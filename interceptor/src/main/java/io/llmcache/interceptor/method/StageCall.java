package io.llmcache.interceptor.method;

import io.llmcache.AgeTrace;
import io.llmcache.LlmCache;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.interceptor.method.Results.Restored;
import io.llmcache.interceptor.outbound.RecordedStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A call whose value comes by a stage. Blocks nobody beyond the look-up. */
final class StageCall {

  private final LlmCache cache;
  private final MethodCall call;
  private final Results results;
  private final Callable<@Nullable CompletionStage<?>> proceed;
  private final CallerStage result = new CallerStage();

  StageCall(
      LlmCache cache,
      MethodCall call,
      Results results,
      Callable<@Nullable CompletionStage<?>> proceed) {
    this.cache = cache;
    this.call = call;
    this.results = results;
    this.proceed = proceed;
  }

  /** Throws what the method itself throws, before there is a stage. */
  @Nullable CompletionStage<@Nullable Object> begin() throws Exception {
    return answer(cache.open(MethodRequests.of(call, false)), true);
  }

  private @Nullable CompletionStage<@Nullable Object> answer(Outcome outcome, boolean mayAskAgain)
      throws Exception {
    if (outcome instanceof Outcome.Served served) {
      Restored restored = results.value(served.reply());
      if (restored == null) {
        return mayAskAgain
            ? answer(cache.open(MethodRequests.of(call.again(), false)), false)
            : own();
      }
      result.complete(restored.value());
      return result;
    }
    if (outcome instanceof Outcome.Forward forward) {
      return forward(forward.lease());
    }
    follow(((Outcome.Follow) outcome).next(), mayAskAgain);
    return result;
  }

  @SuppressWarnings("unchecked")
  private @Nullable CompletionStage<@Nullable Object> own() throws Exception {
    return (CompletionStage<@Nullable Object>) Calls.make(call, proceed);
  }

  private void follow(CompletableFuture<Outcome> next, boolean mayAskAgain) {
    result.whenCancelled(() -> next.cancel(false));
    next.whenComplete(
        (outcome, failure) -> {
          if (failure == null) {
            goOn(() -> resume(outcome, mayAskAgain));
          }
        });
  }

  /** The method may block, which the thread that told must not. */
  private void goOn(Runnable work) {
    if (!RecordedStream.submit(cache.executor(), work)) {
      work.run();
    }
  }

  /** After waiting: there is nobody any more to throw at. */
  private void resume(Outcome outcome, boolean mayAskAgain) {
    if (result.isDone()) {
      if (outcome instanceof Outcome.Forward forward) {
        forward.lease().close();
      }
      return;
    }
    try {
      CompletionStage<@Nullable Object> stage = answer(outcome, mayAskAgain);
      if (stage == null) {
        result.complete(null);
      } else if (stage != result) {
        result.whenCancelled(() -> cancel(stage));
        stage.whenComplete(result::settle);
      }
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private @Nullable CompletionStage<@Nullable Object> forward(Lease lease) throws Exception {
    if (!lease.records()) {
      try (lease) {
        return own();
      }
    }
    CompletionStage<@Nullable Object> stage;
    Duration age;
    try (AgeTrace ages = cache.traceAges()) {
      stage = own();
      age = ages.oldest();
    } catch (Throwable e) {
      if (!rescued(lease, e)) {
        throw e;
      }
      return result;
    }
    if (stage == null) {
      lease.close();
      return null;
    }
    result.whenCancelled(
        () -> {
          if (!lease.awaited()) {
            cancel(stage);
          }
        });
    stage.whenComplete((value, failure) -> settle(lease, age, value, failure));
    return result;
  }

  private void settle(
      Lease lease, Duration age, @Nullable Object value, @Nullable Throwable failure) {
    if (failure == null) {
      results.keep(lease, age, value);
      result.complete(value);
    } else if (!rescued(lease, failure)) {
      result.completeExceptionally(failure);
    }
  }

  private boolean rescued(Lease lease, Throwable failure) {
    Restored stale = ValueCall.instead(lease, results, failure);
    if (stale != null) {
      result.complete(stale.value());
    }
    return stale != null;
  }

  private static void cancel(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (RuntimeException e) {
      // a stage that cannot be cancelled goes on
    }
  }

  /** The caller's stage, whose cancellation is heard. */
  private static final class CallerStage extends CompletableFuture<@Nullable Object> {

    /** Runs once if the caller cancels, also if it did already; the last one given counts. */
    void whenCancelled(Runnable action) {
      onCancel = action;
      if (isCancelled()) {
        cancelled();
      }
    }

    private volatile @Nullable Runnable onCancel;

    void settle(@Nullable Object value, @Nullable Throwable failure) {
      if (failure == null) {
        complete(value);
      } else {
        completeExceptionally(failure);
      }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean first = super.cancel(mayInterrupt);
      if (first) {
        cancelled();
      }
      return first;
    }

    private void cancelled() {
      Runnable action = onCancel;
      onCancel = null;
      if (action != null) {
        action.run();
      }
    }
  }
}
