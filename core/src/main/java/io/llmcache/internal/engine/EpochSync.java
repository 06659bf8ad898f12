package io.llmcache.internal.engine;

import io.llmcache.spi.EpochStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node's {@link Epochs} in step with the shared table: a regular poll, at once after
 * another node's change, and again whenever the tier came back. Until the table was read the shared
 * tier must not be asked, since what it holds may have been invalidated. Thread-safe.
 */
public final class EpochSync {

  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(250);

  private final Epochs epochs;
  private final Timer timer;
  private final Runnable dropNearTier;
  private @Nullable GuardedStore tier;
  private @Nullable EpochStore shared;
  private volatile boolean synced;
  private volatile boolean closed;
  private long seen;

  /**
   * @param dropNearTier runs when the shared table was lost, after everything was invalidated
   */
  public EpochSync(Epochs epochs, Timer timer, Runnable dropNearTier) {
    this.epochs = epochs;
    this.timer = timer;
    this.dropNearTier = dropNearTier;
  }

  /** Begins, waiting for the first answer at most for the tier's budget. */
  public void start(GuardedStore tier) {
    this.tier = tier;
    this.shared = tier.epochs();
    if (shared == null) {
      synced = true;
      return;
    }
    shared.onChange(this::read);
    try {
      read().join();
    } catch (RuntimeException e) {
      // the poll goes on; until it succeeds the shared tier is not asked
    }
    timer.after(POLL, this::poll);
  }

  /** Whether the shared tier may be asked. */
  boolean synced() {
    return synced;
  }

  public void tierDown() {
    synced = false;
  }

  public void tierUp() {
    read();
  }

  public void close() {
    closed = true;
  }

  /** Invalidates here at once, and everywhere as soon as the shared table can be reached. */
  public void raise(Set<String> scopes) {
    long number = epochs.raise(scopes);
    publish(scopes, number);
  }

  private void publish(Set<String> scopes, long number) {
    GuardedStore guarded = tier;
    EpochStore table = shared;
    if (guarded == null || table == null || closed) {
      return;
    }
    guarded
        .watched("epochs", () -> table.raise(scopes, number))
        .whenComplete(
            (raised, failure) -> {
              if (failure != null) {
                timer.after(RETRY, () -> publish(scopes, number));
              } else {
                read();
              }
            });
  }

  private void poll() {
    if (!closed) {
      read();
      timer.after(synced ? POLL : RETRY, this::poll);
    }
  }

  private CompletableFuture<?> read() {
    GuardedStore guarded = tier;
    EpochStore table = shared;
    if (guarded == null || table == null || closed) {
      return CompletableFuture.completedFuture(null);
    }
    return guarded
        .watched("epochs", table::read)
        .whenComplete(
            (numbers, failure) -> {
              if (failure == null) {
                take(numbers);
              }
            });
  }

  private synchronized void take(Map<String, Long> numbers) {
    long last = numbers.values().stream().mapToLong(Long::longValue).max().orElse(0);
    if (last < seen) {
      // the shared table was lost: what was invalidated by it can no longer be told
      seen = 0;
      raise(Set.of(Epochs.NAMESPACE));
      dropNearTier.run();
      return;
    }
    seen = last;
    epochs.merge(numbers);
    synced = true;
  }
}
