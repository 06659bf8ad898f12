package io.llmcache.internal.reply;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Things that are dear to make and can be used again, one user at a time: a few of them are kept.
 * Thread-safe.
 */
final class Spares<T> {

  private final BlockingQueue<T> kept =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());
  private final Supplier<T> make;
  private final Consumer<T> clear;
  private final Consumer<T> end;

  /**
   * @param clear makes one as good as new
   * @param end releases what it holds
   */
  Spares(Supplier<T> make, Consumer<T> clear, Consumer<T> end) {
    this.make = make;
    this.clear = clear;
    this.end = end;
  }

  T take() {
    T spare = kept.poll();
    return spare == null ? make.get() : spare;
  }

  /** The user has no further use for it. */
  void giveBack(T used) {
    clear.accept(used);
    if (!kept.offer(used)) {
      end.accept(used);
    }
  }
}
