package io.llmcache.interceptor.method;

import io.llmcache.LlmCache;
import io.llmcache.settings.Mode;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts calls of methods through the cache. Identical calls at a time are made once. What fails in
 * the cache never reaches the caller: the method is then called. Thread-safe.
 *
 * <p>A call that a thread makes again while it is in it (a method that calls itself with the same
 * arguments) is made past the cache. Where the method's provider or the network fails, a stale
 * answer may stand in, as the settings allow; any other exception of the method is thrown as it is,
 * and never kept.
 */
public final class MethodCache {

  private final Supplier<LlmCache> cache;
  private final Complaints complaints = new Complaints();
  private final RunningStreams running;

  /**
   * @param cache asked at each call
   */
  public MethodCache(Supplier<LlmCache> cache) {
    this(cache, System::nanoTime);
  }

  MethodCache(Supplier<LlmCache> cache, LongSupplier nanoTime) {
    this.cache = cache;
    this.running = new RunningStreams(nanoTime);
  }

  /**
   * The value of the method, or one that it returned before. Blocks while the method does, or as
   * long as an identical call takes, at most for the setting {@code collapse-timeout}. The caller
   * whose call is made gets the method's own object, any other one of its own. A waiting caller
   * that is interrupted makes the call itself, with its thread's interrupt status set.
   */
  public @Nullable Object value(
      MethodCall call, ResultCodec codec, Callable<@Nullable Object> proceed) throws Exception {
    LlmCache there = lookingAt(call);
    return there == null
        ? proceed.call()
        : new ValueCall(there, call, new Results(call, codec, complaints), proceed).value();
  }

  /**
   * The same for a method whose value comes later; does not wait for it. To cancel the stage, which
   * is always a {@link java.util.concurrent.CompletableFuture} where the cache has a part in it,
   * cancels that of the method unless others wait for it.
   *
   * @param proceed is called on the caller's thread, or, where the call that this one waited for
   *     failed, on one of {@link LlmCache#executor}
   * @return null where the method returns null
   */
  public @Nullable CompletionStage<@Nullable Object> stage(
      MethodCall call, ResultCodec codec, Callable<@Nullable CompletionStage<?>> proceed)
      throws Exception {
    LlmCache there = lookingAt(call);
    if (there == null) {
      @SuppressWarnings("unchecked")
      CompletionStage<@Nullable Object> own = (CompletionStage<@Nullable Object>) proceed.call();
      return own;
    }
    return new StageCall(there, call, new Results(call, codec, complaints), proceed).begin();
  }

  /**
   * The same for a method whose value is a stream. Its items are kept when a caller took the last
   * one; a stream that is closed before, or that fails, keeps nothing. Identical calls at a time
   * share the items of one: whoever wants the next one first has the method make it, on its own
   * thread, so that no caller waits for another that takes its items slowly or not at all. A stream
   * that nobody has taken an item of for 10 seconds is not joined any more. The stream of the
   * method is closed once the caller whose call it was has closed its own and all others have the
   * last item, or have closed theirs. Blocks for the look-up and for the method itself; where it
   * joins another call, for the first item.
   *
   * @return null where the method returns null
   */
  public @Nullable Stream<@Nullable Object> stream(
      MethodCall call, ResultCodec itemCodec, Callable<@Nullable Stream<?>> proceed)
      throws Exception {
    LlmCache there = lookingAt(call);
    if (there == null) {
      @SuppressWarnings("unchecked")
      Stream<@Nullable Object> own = (Stream<@Nullable Object>) proceed.call();
      return own;
    }
    Results results = new Results(call, itemCodec, complaints);
    return new StreamCall(there, call, results, proceed, running).stream();
  }

  /**
   * The same for a method whose value is a publisher. The method is called for each subscription
   * that the cache has no items for, when the first item is asked for: what it throws goes to the
   * subscriber's {@code onError}. Identical subscriptions at a time share the items of one, at the
   * pace at which that one's subscriber takes them. Items are kept once the method's publisher
   * completed; one that is cancelled before keeps nothing, but is read on for the setting {@code
   * finish-abandoned}. A subscriber is told one thing at a time, and no more than it asked for, on
   * any thread.
   *
   * @param proceed as for {@link #stage}
   */
  public Flow.Publisher<Object> publisher(
      MethodCall call, ResultCodec itemCodec, Callable<? extends Flow.Publisher<?>> proceed) {
    return subscriber -> {
      Objects.requireNonNull(subscriber);
      Results results = new Results(call, itemCodec, complaints);
      new ItemsCall(lookingAt(call), call, results, proceed, subscriber).introduce();
    };
  }

  /** How many streams can be joined now. */
  int runningStreams() {
    return running.count();
  }

  /** Null where the cache keeps out. */
  private @Nullable LlmCache lookingAt(MethodCall call) {
    if (Calls.underWay(call)) {
      return null;
    }
    String comma = call.tags().stream().filter(tag -> tag.indexOf(',') >= 0).findAny().orElse(null);
    if (comma != null) {
      complaints.about(
          call, "calls with a comma in a tag are not cached, since no such tag can be kept", null);
      return null;
    }
    try {
      LlmCache there = cache.get();
      return there.settings().mode() == Mode.OFF ? null : there;
    } catch (RuntimeException e) {
      complaints.about("the cache", "there is none, so methods are called without it", e);
      return null;
    }
  }
}
