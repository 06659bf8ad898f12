package io.llmcache.interceptor.method;

import io.llmcache.AgeTrace;
import io.llmcache.LlmCache;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A call that returns a stream. It is not merged with an identical one: its caller takes the items
 * when it likes, or never, and nobody else should wait for that.
 */
final class StreamCall {

  private final LlmCache cache;
  private final MethodCall call;
  private final Results results;
  private final Callable<@Nullable Stream<?>> proceed;

  StreamCall(
      LlmCache cache, MethodCall call, Results results, Callable<@Nullable Stream<?>> proceed) {
    this.cache = cache;
    this.call = call;
    this.results = results;
    this.proceed = proceed;
  }

  /** Throws what the method throws. */
  @Nullable Stream<@Nullable Object> stream() throws Exception {
    Outcome outcome = cache.open(MethodRequests.of(call, true).alone());
    if (outcome instanceof Outcome.Served served) {
      List<@Nullable Object> items = results.items(served.reply());
      if (items != null) {
        return items.stream();
      }
      outcome = cache.open(MethodRequests.of(call.again(), true).alone());
    }
    return outcome instanceof Outcome.Forward forward ? forward(forward.lease()) : own();
  }

  @SuppressWarnings("unchecked")
  private @Nullable Stream<@Nullable Object> own() throws Exception {
    return (Stream<@Nullable Object>) Calls.make(call, proceed);
  }

  private @Nullable Stream<@Nullable Object> forward(Lease lease) throws Exception {
    if (!lease.records()) {
      try (lease) {
        return own();
      }
    }
    Stream<@Nullable Object> stream;
    Duration age;
    try (AgeTrace ages = cache.traceAges()) {
      stream = own();
      age = ages.oldest();
    } catch (Throwable e) {
      List<@Nullable Object> stale = instead(lease, e);
      if (stale == null) {
        throw e;
      }
      return stale.stream();
    }
    if (stream == null) {
      lease.close();
      return null;
    }
    Stream<@Nullable Object> its = stream;
    int most = cache.settings().maxEntrySize();
    return StreamSupport.stream(
            new RecordedItems(its.spliterator(), results, lease, age, most), its.isParallel())
        .onClose(
            () -> {
              lease.close();
              its.close();
            });
  }

  private @Nullable List<@Nullable Object> instead(Lease lease, Throwable failure) {
    Reply stale = UpstreamTrouble.is(failure) ? lease.insteadOf(failure) : null;
    if (stale == null) {
      lease.failed(failure);
    }
    return stale == null ? null : results.items(stale);
  }
}
