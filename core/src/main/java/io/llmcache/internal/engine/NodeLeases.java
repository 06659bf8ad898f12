package io.llmcache.internal.engine;

import io.llmcache.settings.Settings;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.LeaseStore;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Merges identical calls of all nodes that share a tier: a flight that makes its call holds the
 * lease of its key meanwhile, and the flights of other nodes wait for its answer. Where the tier
 * fails nobody waits. Thread-safe.
 */
final class NodeLeases {

  /** Whose turn it is to make a call. */
  enum Turn {
    /** The flight holds the lease now. */
    OURS,
    /** Another node makes it. */
    ELSEWHERE,
    /** There are no leases, or none to be had: everybody makes his own. */
    ANYONES
  }

  private final @Nullable GuardedStore tier;
  private final @Nullable LeaseStore store;
  private final BooleanSupplier synced;
  private final Duration bound;
  private final Timer timer;
  private final Executor executor;
  private final Events events;
  private final String node = UUID.randomUUID().toString();
  private final AtomicLong number = new AtomicLong();
  private final ConcurrentMap<CacheKey, HeldLease> held = new ConcurrentHashMap<>();
  private final ConcurrentMap<CacheKey, CallElsewhere> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** The leases of the tier that is farthest of those that have some. */
  NodeLeases(
      TieredLookup tiers,
      EpochSync sync,
      Settings settings,
      Timer timer,
      Executor executor,
      Events events) {
    Duration cluster = settings.clusterCollapseTimeout();
    Duration collapse = settings.collapseTimeout();
    this.bound = cluster.compareTo(collapse) < 0 ? cluster : collapse;
    GuardedStore shared = tiers.shared();
    LeaseStore its = shared == null || bound.isZero() ? null : leasesOf(shared);
    if (its == null) {
      this.tier = tiers.near().amongNodes();
      this.store = bound.isZero() ? null : leasesOf(tiers.near());
      this.synced = () -> true;
    } else {
      this.tier = shared;
      this.store = its;
      this.synced = sync::synced;
    }
    this.timer = timer;
    this.executor = executor;
    this.events = events;
  }

  private static @Nullable LeaseStore leasesOf(GuardedStore tier) {
    try {
      return tier.leases();
    } catch (RuntimeException e) {
      tier.fault("lease", e);
      return null;
    }
  }

  /** Begins to listen; does not block. */
  void start() {
    if (store != null && tier != null) {
      try {
        store.onRelease(this::released);
      } catch (RuntimeException e) {
        tier.fault("lease", e);
      }
    }
  }

  /** Takes the lease for the flight, if it can be had. Blocks at most for the tier's budget. */
  Turn take(CacheKey key, Flight flight) {
    GuardedStore its = tier;
    LeaseStore leases = store;
    if (its == null || leases == null || closed || !synced.getAsBoolean()) {
      return Turn.ANYONES;
    }
    HeldLease older = held.get(key);
    if (older != null) {
      // a call that can be joined no more is under way here: it does not stop the next one
      HeldLease mine = older.successor();
      if (held.replace(key, older, mine)) {
        older.drop();
        return hold(mine, flight);
      }
    }
    String holder = node + '-' + number.incrementAndGet();
    Boolean got = its.await("lease", () -> leases.acquire(key, holder, HeldLease.LENGTH));
    if (got == null) {
      return Turn.ANYONES;
    }
    if (!got) {
      return Turn.ELSEWHERE;
    }
    HeldLease mine = new HeldLease(key, holder, its, leases, timer, held);
    held.put(key, mine);
    return hold(mine, flight);
  }

  private static Turn hold(HeldLease lease, Flight flight) {
    lease.begin();
    flight.hold(lease);
    return Turn.OURS;
  }

  /**
   * The followers of the flight wait for another node's answer. They get it, or go on by
   * themselves, within the setting {@code cluster-collapse-timeout}.
   *
   * @param stored looks the answer up, and serves the flight with it if it is there; may block for
   *     the tiers
   */
  void await(CacheKey key, Flight flight, BooleanSupplier stored) {
    CallElsewhere call =
        new CallElsewhere(
            flight,
            stored,
            () -> take(key, flight),
            ended -> waiting.remove(key, ended),
            timer,
            executor,
            events);
    waiting.put(key, call);
    call.begin(bound);
    if (closed) {
      flight.release();
    }
  }

  private void released(CacheKey key) {
    CallElsewhere call = waiting.get(key);
    if (call != null) {
      call.wake();
    }
  }

  /** Nobody waits for other nodes any more; before the flights are released. */
  void close() {
    closed = true;
  }
}
