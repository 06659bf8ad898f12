package io.llmcache.redis;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates an index when it is first needed, and again when it is gone: dropped, flushed, or lost
 * with a server that kept nothing. One attempt at a time, and a pause after each. Thread-safe.
 */
final class IndexBirth {

  /** Between two attempts, so that a server in trouble is not asked for it by every request. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  private final Callable<IndexSchema> creation;
  private final RedisCalls calls;
  private final IndexRefusal refusal;
  private final LongSupplier nanoTime;
  private CompletionStage<@Nullable IndexSchema> last = CompletableFuture.completedFuture(null);
  private long began;
  private State state = State.MISSING;

  private enum State {
    MISSING,
    RUNNING,
    DONE,
    REFUSED
  }

  /**
   * @param nanoTime as of System.nanoTime
   */
  IndexBirth(
      Callable<IndexSchema> creation,
      RedisCalls calls,
      IndexRefusal refusal,
      LongSupplier nanoTime) {
    this.creation = creation;
    this.calls = calls;
    this.refusal = refusal;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong() - PAUSE.toNanos();
  }

  /**
   * What the index is; null if there can be none. Fails as the last attempt did, until the next may
   * begin. After {@link #lost} it is known what the index will be, though it may not be there yet.
   */
  synchronized CompletionStage<@Nullable IndexSchema> ready() {
    if (state == State.MISSING && nanoTime.getAsLong() - began >= PAUSE.toNanos()) {
      state = State.RUNNING;
      began = nanoTime.getAsLong();
      last = calls.call(creation).handle(this::ended);
    }
    return last;
  }

  private @Nullable IndexSchema ended(@Nullable IndexSchema created, @Nullable Throwable failure) {
    boolean isFinal = failure != null && refusal.isFinal(failure);
    synchronized (this) {
      state = failure == null ? State.DONE : isFinal ? State.REFUSED : State.MISSING;
    }
    if (failure != null && !isFinal) {
      throw new CompletionException(failure);
    }
    return created;
  }

  /** The index was found missing: it is created again, but not waited for. */
  void lost() {
    synchronized (this) {
      if (state == State.DONE) {
        state = State.MISSING;
      }
    }
    ready();
  }

  /** The server refused a command: whether it will do so for ever. */
  boolean isRefused(Throwable failure) {
    boolean isFinal = refusal.isFinal(failure);
    if (isFinal) {
      synchronized (this) {
        state = State.REFUSED;
        last = CompletableFuture.completedFuture(null);
      }
    }
    return isFinal;
  }
}
