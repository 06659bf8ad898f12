package io.llmcache.interceptor.method;

import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.ReplyBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The streams that methods of one deployment have returned and whose items are still being taken,
 * to be found by the reply that a waiting caller is given. Thread-safe; nothing blocks.
 */
final class RunningStreams {

  private final LongSupplier nanoTime;
  private final Map<Object, SharedItems> byReply = new IdentityHashMap<>();

  RunningStreams(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Begins the reply, so that those who wait get it at once, whenever the first item is taken.
   *
   * @param forgottenAfter how long nobody takes an item of a stream until it is given up: streams
   *     are often neither read to their end nor closed
   */
  SharedItems begin(
      MethodCall call,
      Stream<?> stream,
      Results results,
      Lease lease,
      Duration age,
      int most,
      Duration forgottenAfter) {
    List<SharedItems> forgotten = new ArrayList<>();
    Spliterator<?> source = sourceOf(stream, lease);
    SharedItems begun;
    // whoever is given the reply finds its stream here
    synchronized (this) {
      byReply.values().stream().filter(it -> it.isIdle(forgottenAfter)).forEach(forgotten::add);
      Recording recording = lease.reply(200, Results.headers("application/x-ndjson", age));
      begun = new SharedItems(this, call, stream, source, results, recording, most, nanoTime);
      if (recording.reply().body() instanceof ReplyBody.Live live) {
        byReply.put(live.running(), begun);
      }
    }
    forgotten.forEach(SharedItems::giveUpIfIdle);
    return begun;
  }

  private static Spliterator<?> sourceOf(Stream<?> stream, Lease lease) {
    try {
      return stream.spliterator();
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /** Null once the reply has ended. */
  synchronized @Nullable SharedItems of(ReplyBody.Live live) {
    return byReply.get(live.running());
  }

  synchronized void ended(SharedItems items) {
    byReply.values().remove(items);
  }

  synchronized int count() {
    return byReply.size();
  }
}
