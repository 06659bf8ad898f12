package io.llmcache.interceptor.method;

import io.llmcache.AgeTrace;
import io.llmcache.LlmCache;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.interceptor.method.Results.Restored;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A call whose caller waits for its value. */
final class ValueCall {

  private final LlmCache cache;
  private final MethodCall call;
  private final Results results;
  private final Callable<@Nullable Object> proceed;

  ValueCall(LlmCache cache, MethodCall call, Results results, Callable<@Nullable Object> proceed) {
    this.cache = cache;
    this.call = call;
    this.results = results;
    this.proceed = proceed;
  }

  /** Throws what the method throws, and nothing else. */
  @Nullable Object value() throws Exception {
    return answer(cache.open(MethodRequests.of(call, false)), true);
  }

  /**
   * @param mayAskAgain whether a reply that cannot be read is another reason to call the method
   */
  private @Nullable Object answer(Outcome outcome, boolean mayAskAgain) throws Exception {
    if (outcome instanceof Outcome.Served served) {
      Restored restored = results.value(served.reply());
      if (restored != null) {
        return restored.value();
      }
      return mayAskAgain
          ? answer(cache.open(MethodRequests.of(call.again(), false)), false)
          : Calls.make(call, proceed);
    }
    if (outcome instanceof Outcome.Forward forward) {
      return forward(forward.lease());
    }
    Outcome settled = settled(((Outcome.Follow) outcome).next());
    return settled == null ? Calls.make(call, proceed) : answer(settled, mayAskAgain);
  }

  /**
   * Waits for an identical call in flight; null where this thread was interrupted meanwhile: the
   * method, which is then called, knows what to do about that.
   */
  static @Nullable Outcome settled(CompletableFuture<Outcome> next) {
    try {
      return next.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return next.cancel(false) ? null : next.join();
    } catch (ExecutionException e) {
      return null;
    }
  }

  private @Nullable Object forward(Lease lease) throws Exception {
    if (!lease.records()) {
      try (lease) {
        return Calls.make(call, proceed);
      }
    }
    try (AgeTrace ages = cache.traceAges()) {
      Object value = Calls.make(call, proceed);
      results.keep(lease, ages.oldest(), value);
      return value;
    } catch (Throwable e) {
      Restored stale = instead(lease, results, e);
      if (stale == null) {
        throw e;
      }
      return stale.value();
    }
  }

  /** The stale answer in place of a failure, or null: then the failure is the caller's. */
  static @Nullable Restored instead(Lease lease, Results results, Throwable failure) {
    if (!UpstreamTrouble.is(failure)) {
      lease.close();
      return null;
    }
    Reply stale = lease.insteadOf(failure);
    if (stale == null) {
      lease.failed(failure);
      return null;
    }
    return results.value(stale);
  }
}
