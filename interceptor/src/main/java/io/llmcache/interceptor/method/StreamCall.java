package io.llmcache.interceptor.method;

import io.llmcache.AgeTrace;
import io.llmcache.LlmCache;
import io.llmcache.exchange.ChunkReader;
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

  /** Each time a stream that others shared has failed; then this caller is on its own. */
  private static final int MOST_ASKED = 3;

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
    for (int asked = 0; asked < MOST_ASKED; asked++) {
      Outcome outcome = cache.open(MethodRequests.of(call, true));
      if (outcome instanceof Outcome.Follow follow) {
        outcome = ValueCall.settled(follow.next());
      }
      if (outcome == null) {
        return own();
      }
      if (!(outcome instanceof Outcome.Served served)
          || !(served.reply().body() instanceof ReplyBody.Live live)) {
        return alone(outcome);
      }
      SharedItems shared = running.of(live);
      if (shared == null) {
        if (brokeOff(live)) {
          continue;
        }
        return alone(outcome);
      }
      // its items come another way
      live.open().close();
      SharedItems.Place place = shared.isForgotten() ? null : shared.join();
      if (place == null) {
        if (shared.isRecorded()) {
          // it has outgrown what is held for newcomers
          break;
        }
        continue;
      }
      Beginning beginning = place.begin(cache.settings().collapseTimeout());
      if (beginning == Beginning.BEGUN) {
        return place.stream(false);
      }
      if (beginning == Beginning.NOT_SHARED) {
        break;
      }
    }
    return alone(cache.open(MethodRequests.of(call, true).alone()));
  }

  /** Whether the reply, whose stream is not running any more, has failed. */
  private static boolean brokeOff(ReplyBody.Live live) {
    try (ChunkReader reader = live.open()) {
      while (reader.poll() != null) {
        continue;
      }
      return reader.failure() != null;
    }
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
    if (!UpstreamTrouble.is(failure)) {
      lease.close();
      return null;
    }
    Reply stale = lease.insteadOf(failure);
    if (stale == null) {
      lease.failed(failure);
    }
    return stale == null ? null : results.items(stale);
  }
}
