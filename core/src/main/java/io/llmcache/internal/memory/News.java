package io.llmcache.internal.memory;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What came and went, for watchers: told in the order in which it happened, by one thread at a
 * time. Else a watcher that hears of a removal after the put that followed it believes for good
 * that the entry is gone. Thread-safe; note in the order of the events, and tell without a lock.
 */
final class News {

  private final List<EntryWatcher> watchers = new CopyOnWriteArrayList<>();
  private final Queue<Consumer<EntryWatcher>> due = new ConcurrentLinkedQueue<>();
  private final AtomicInteger telling = new AtomicInteger();

  void addressedTo(EntryWatcher watcher) {
    watchers.add(watcher);
  }

  void put(CacheKey key, byte[] entry) {
    note(watcher -> watcher.put(key, entry));
  }

  void gone(CacheKey key) {
    note(watcher -> watcher.gone(key));
  }

  private void note(Consumer<EntryWatcher> news) {
    if (!watchers.isEmpty()) {
      due.add(news);
    }
  }

  /** Tells what was noted, unless another thread is at it, which then tells this too. */
  void tell() {
    if (due.isEmpty() || telling.getAndIncrement() > 0) {
      return;
    }
    int heard = 1;
    try {
      do {
        for (Consumer<EntryWatcher> next = due.poll(); next != null; next = due.poll()) {
          tellAll(next);
        }
        heard = telling.addAndGet(-heard);
      } while (heard > 0);
    } catch (Error e) {
      // the next one tells what is left
      telling.set(0);
      throw e;
    }
  }

  private void tellAll(Consumer<EntryWatcher> news) {
    for (EntryWatcher watcher : watchers) {
      try {
        news.accept(watcher);
      } catch (RuntimeException e) {
        // one watcher's fault is neither the caller's nor another watcher's
      }
    }
  }
}
