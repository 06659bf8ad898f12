package io.llmcache.internal.engine;

import io.llmcache.spi.EpochStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node's {@link Epochs} in step with the shared table: a regular poll, at once after
 * another node's change, and again whenever the tier came back. Until the table was read the tier
 * that shares it must not be asked, since what it holds may have been invalidated. Numbers that
 * were given on both sides of a cut are given again. Thread-safe.
 */
public final class EpochSync {

  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(250);
  private static final int FIRST_TRIES = 2;

  private final Epochs epochs;
  private final Timer timer;
  private final Runnable dropNearTier;
  private final Set<String> unpublished = new HashSet<>();
  private final Set<String> underWay = new HashSet<>();
  private volatile @Nullable GuardedStore tier;
  private volatile @Nullable GuardedStore amongNodes;
  private volatile @Nullable EpochStore shared;
  private volatile boolean synced;
  private volatile boolean closed;
  private volatile Runnable erased = () -> {};
  private boolean publishing;
  private boolean behind;
  private long raises;
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
    tier = guarded;
    amongNodes = guarded.amongNodes();
    try {
      EpochStore table = guarded.epochs();
      if (table == null) {
        synced = true;
      } else {
        start(table);
      }
    } catch (RuntimeException e) {
      guarded.fault("epochs", e);
    }
  }

  private void start(EpochStore table) {
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
    table.onMerge(this::merged);
  }

  /** Whether it is known which of the tier's entries were invalidated. */
  boolean canJudge(GuardedStore asked) {
    return asked != tier || synced;
  }

  /** Whether the shared tier may be asked. */
  boolean synced() {
    return synced;
  }

  public synchronized void tierDown() {
    if (shared != null) {
      outages++;
      synced = false;
    }
  }

  public void tierUp() {
    read();
  }

  /** What runs on this node when another has erased, on any thread; must be quick. */
  public void onErased(Runnable sweep) {
    erased = sweep;
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
      raises++;
      unpublished.addAll(scopes);
    }
    publish();
  }

  /** Each side may have given a number that the other one gave to something else. */
  private void merged() {
    Set<String> all = epochs.scopes();
    if (all.isEmpty()) {
      read();
    } else {
      raise(all);
    }
  }

  /** One call or pause at a time; the next call takes along all that has come together. */
  private void publish() {
    GuardedStore guarded = amongNodes;
    EpochStore table = shared;
    if (guarded == null || table == null || closed) {
      return;
    }
    Set<String> scopes;
    long atLeast;
    synchronized (this) {
      if (publishing || unpublished.isEmpty()) {
        return;
      }
      publishing = true;
      scopes = Set.copyOf(unpublished);
      underWay.addAll(scopes);
      unpublished.clear();
      // above all that entries were given here while the table could not be had
      atLeast = epochs.current() + (behind ? 1 : 0);
    }
    guarded
        .watched("epochs", () -> table.raise(scopes, atLeast))
        .whenComplete((number, failure) -> published(scopes, number, failure));
  }

  private void published(Set<String> scopes, @Nullable Long number, @Nullable Throwable failure) {
    if (failure == null && number != null) {
      Map<String, Long> ours = new HashMap<>();
      scopes.forEach(scope -> ours.put(scope, number));
      epochs.merge(ours);
      publishAgain(Set.of());
      read();
    } else {
      timer.after(RETRY, () -> publishAgain(scopes));
    }
  }

  private void publishAgain(Set<String> failed) {
    synchronized (this) {
      publishing = false;
      behind = !failed.isEmpty();
      underWay.clear();
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
    Moment before = now();
    return guarded
        .watched("epochs", () -> table.read().thenApply(Objects::requireNonNull))
        .thenAccept(numbers -> take(numbers, before, table.keptByNodes()));
  }

  private synchronized Moment now() {
    return new Moment(seen, outages, raises, unpublished.isEmpty() && underWay.isEmpty());
  }

  /**
   * @param before when the answer was asked for: answers may overtake each other
   */
  private void take(Map<String, Long> numbers, Moment before, boolean keptByNodes) {
    long last = numbers.values().stream().mapToLong(Long::longValue).max().orElse(0);
    boolean lost;
    Set<String> again = new HashSet<>();
    long erasedBefore = epochs.numberOf(Epochs.ERASED);
    synchronized (this) {
      lost = !keptByNodes && last < Math.min(before.seen(), seen);
      seen = lost ? 0 : Math.max(seen, last);
      if (!lost) {
        again.addAll(epochs.merge(numbers));
        again.removeAll(unpublished);
        again.removeAll(underWay);
        if (keptByNodes && before.published() && before.raises() == raises) {
          again.addAll(epochs.missingIn(numbers));
        }
        synced = synced || before.outages() == outages;
      }
    }
    if (!again.isEmpty()) {
      raise(again);
    }
    if (epochs.numberOf(Epochs.ERASED) > erasedBefore) {
      erased.run();
    }
    if (lost) {
      // what was invalidated by the shared table can no longer be told
      raise(Set.of(Epochs.NAMESPACE));
      dropNearTier.run();
    }
  }

  /**
   * What held when an answer was asked for.
   *
   * @param seen the last number of the table
   * @param outages how often the tier had gone down: what was read before is of no use after
   * @param raises how often this node had raised
   * @param published whether the table had all of them
   */
  private record Moment(long seen, int outages, long raises, boolean published) {}
}
