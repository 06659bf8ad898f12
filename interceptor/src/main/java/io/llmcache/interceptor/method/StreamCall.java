package io.llmcache.interceptor.method;

import io.llmcache.AgeTrace;
import io.llmcache.LlmCache;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.interceptor.method.SharedItems.Beginning;
import io.llmcache.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call that returns a stream. Those who make the same call at the time share the items of the
 * first.
 */
final class StreamCall {

  private final LlmCache cache;
  private final MethodCall call;
  private final Results results;
  private final Callable<@Nullable Stream<?>> proceed;
  private final RunningStreams running;

  StreamCall(
      LlmCache cache,
      MethodCall call,
      Results results,
      Callable<@Nullable Stream<?>> proceed,
      RunningStreams running) {
    this.cache = cache;
    this.call = call;
    this.results = results;
    this.proceed = proceed;
    this.running = running;
  }

  /** Throws what the method throws. */
  @Nullable Stream<@Nullable Object> stream() throws Exception {
    while (true) {
      Outcome outcome = cache.open(MethodRequests.of(call, true));
      if (outcome instanceof Outcome.Follow follow) {
        outcome = ValueCall.settled(follow.next());
      }
      SharedItems shared = outcome instanceof Outcome.Served served ? running(served) : null;
      if (shared == null) {
        return outcome == null ? own() : alone(outcome);
      }
      if (shared.isForgotten()) {
        continue;
      }
      SharedItems.Place place = shared.join();
      Beginning beginning =
          place == null ? Beginning.NOT_SHARED : place.begin(cache.settings().collapseTimeout());
      if (place != null && beginning == Beginning.BEGUN) {
        return place.stream(false);
      }
      if (beginning == Beginning.NOT_SHARED) {
        return alone(cache.open(MethodRequests.of(call, true).alone()));
      }
    }
  }

  /** The running stream that the reply is of; then nothing is read of the reply itself. */
  private @Nullable SharedItems running(Outcome.Served served) {
    if (!(served.reply().body() instanceof ReplyBody.Live live)) {
      return null;
    }
    SharedItems shared = running.of(live);
    if (shared != null) {
      live.open().close();
    }
    return shared;
  }

  private @Nullable Stream<@Nullable Object> alone(Outcome first) throws Exception {
    Outcome outcome = first;
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
    Settings settings = cache.settings();
    return running
        .begin(
            call, stream, results, lease, age, settings.maxEntrySize(), settings.collapseTimeout())
        .own();
  }

  private @Nullable List<@Nullable Object> instead(Lease lease, Throwable failure) {
    Reply stale = UpstreamTrouble.is(failure) ? lease.insteadOf(failure) : null;
    if (stale == null) {
      lease.failed(failure);
    }
    return stale == null ? null : results.items(stale);
  }
}
