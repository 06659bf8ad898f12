package io.llmcache.interceptor.method;

import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.ReplyBody;
import java.time.Duration;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The streams that methods of one deployment have returned and whose items are still being taken,
 * to be found by the reply that a waiting caller is given. Thread-safe.
 */
final class RunningStreams {

  private final LongSupplier nanoTime;
  private final IdentityHashMap<Object, SharedItems> byReply = new IdentityHashMap<>();
  private final Set<SharedItems> closing = new HashSet<>();

  RunningStreams(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Begins the reply, so that those who wait get it at once, whenever the first item is taken.
   *
   * @param forgottenAfter how long nobody takes an item of any stream until it is given up, but at
   *     least {@link SharedItems#IDLE}: streams are often neither read to their end nor closed
   */
  SharedItems begin(
      MethodCall call,
      Stream<?> stream,
      Results results,
      Lease lease,
      Duration age,
      int most,
      Duration forgottenAfter) {
    Spliterator<?> source = sourceOf(stream, lease);
    SharedItems begun;
    // whoever is given the reply finds its stream here
    synchronized (this) {
      Recording recording = lease.reply(200, Results.headers("application/x-ndjson", age));
      begun = new SharedItems(this, call, stream, source, results, recording, most, nanoTime);
      if (recording.reply().body() instanceof ReplyBody.Live live) {
        byReply.put(live.running(), begun);
      }
    }
    sweep(forgottenAfter.compareTo(SharedItems.IDLE) > 0 ? forgottenAfter : SharedItems.IDLE);
    return begun;
  }

  private void sweep(Duration idle) {
    List<SharedItems> forgotten;
    synchronized (this) {
      forgotten =
          Stream.concat(byReply.values().stream(), closing.stream())
              .filter(it -> it.isIdle(idle))
              .toList();
    }
    forgotten.forEach(it -> it.forget(idle));
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

  /** Its own caller has closed it, and others still take its items. */
  synchronized void closing(SharedItems items) {
    closing.add(items);
  }

  synchronized void closed(SharedItems items) {
    closing.remove(items);
  }

  synchronized int count() {
    return byReply.size() + closing.size();
  }
}
