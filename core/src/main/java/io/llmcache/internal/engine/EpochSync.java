package io.llmcache.internal.engine;

import io.llmcache.spi.EpochStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node's {@link Epochs} in step with the shared table: a regular poll, at once after
 * another node's change, and again whenever the tier came back. Until the table was read the shared
 * tier must not be asked, since what it holds may have been invalidated. Thread-safe.
 */
public final class EpochSync {

  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(250);
  private static final int FIRST_TRIES = 2;

  private final Epochs epochs;
  private final Timer timer;
  private final Runnable dropNearTier;
  private final Set<String> unpublished = new HashSet<>();
  private volatile @Nullable GuardedStore tier;
  private volatile @Nullable EpochStore shared;
  private volatile boolean synced;
  private volatile boolean closed;
  private boolean publishing;
  private long seen;
  private int outages;

  /**
   * @param dropNearTier runs when the shared table was lost, after everything was invalidated
   */
  public EpochSync(Epochs epochs, Timer timer, Runnable dropNearTier) {
    this.epochs = epochs;
    this.timer = timer;
    this.dropNearTier = dropNearTier;
  }

  /**
   * Begins, waiting for the first answer at most for twice the tier's budget: in a server that has
   * just started, the first call also loads the client's classes. A tier that fails to say whether
   * it shares epochs is never asked for entries.
   */
  public void start(GuardedStore guarded) {
    try {
      EpochStore table = guarded.epochs();
      if (table == null) {
        synced = true;
      } else {
        start(guarded, table);
      }
    } catch (RuntimeException e) {
      guarded.fault("epochs", e);
    }
  }

  private void start(GuardedStore guarded, EpochStore table) {
    tier = guarded;
    shared = table;
    for (int tries = 0; tries < FIRST_TRIES && !synced; tries++) {
      try {
        read().join();
      } catch (CompletionException e) {
        // the poll goes on; until it succeeds the shared tier is not asked
      }
    }
    timer.after(synced ? POLL : RETRY, this::poll);
    table.onChange(this::read);
  }

  /** Whether the shared tier may be asked. */
  boolean synced() {
    return synced;
  }

  public synchronized void tierDown() {
    outages++;
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
    epochs.raise(scopes);
    if (shared == null) {
      return;
    }
    synchronized (this) {
      unpublished.addAll(scopes);
    }
    publish();
  }

  /** One call or pause at a time; the next call takes along all that has come together. */
  private void publish() {
    GuardedStore guarded = tier;
    EpochStore table = shared;
    if (guarded == null || table == null || closed) {
      return;
    }
    Set<String> scopes;
    synchronized (this) {
      if (publishing || unpublished.isEmpty()) {
        return;
      }
      publishing = true;
      scopes = Set.copyOf(unpublished);
      unpublished.clear();
    }
    guarded
        .watched("epochs", () -> table.raise(scopes, epochs.current()))
        .whenComplete((number, failure) -> published(scopes, failure));
  }

  private void published(Set<String> scopes, @Nullable Throwable failure) {
    if (failure == null) {
      publishAgain(Set.of());
      read();
    } else {
      timer.after(RETRY, () -> publishAgain(scopes));
    }
  }

  private void publishAgain(Set<String> failed) {
    synchronized (this) {
      publishing = false;
      unpublished.addAll(failed);
    }
    publish();
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
    long before;
    int outage;
    synchronized (this) {
      before = seen;
      outage = outages;
    }
    return guarded
        .watched("epochs", () -> table.read().thenApply(Objects::requireNonNull))
        .thenAccept(numbers -> take(numbers, before, outage));
  }

  /**
   * @param before what had been seen when the answer was asked for: answers may overtake each other
   * @param outage how often the tier had gone down by then: what was read before is of no use after
   */
  private void take(Map<String, Long> numbers, long before, int outage) {
    long last = numbers.values().stream().mapToLong(Long::longValue).max().orElse(0);
    boolean lost;
    synchronized (this) {
      lost = last < Math.min(before, seen);
      seen = lost ? 0 : Math.max(seen, last);
      if (!lost) {
        epochs.merge(numbers);
        synced = synced || outage == outages;
      }
    }
    if (lost) {
      // what was invalidated by the shared table can no longer be told
      raise(Set.of(Epochs.NAMESPACE));
      dropNearTier.run();
    }
  }
}
