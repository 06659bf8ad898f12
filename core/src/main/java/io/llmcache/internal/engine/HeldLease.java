package io.llmcache.internal.engine;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.LeaseStore;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;

/** A lease that this node holds until it is given back, and renews meanwhile. Thread-safe. */
final class HeldLease {

  /** So long others wait for a node that died. Long against a pause of the collector. */
  static final Duration LENGTH = Duration.ofSeconds(5);

  /** Two renewals may fail before the lease ends. */
  private static final Duration RENEWAL = LENGTH.dividedBy(3);

  private final CacheKey key;
  private final String holder;
  private final GuardedStore tier;
  private final LeaseStore store;
  private final Timer timer;
  private final ConcurrentMap<CacheKey, HeldLease> held;
  private Runnable cancel = () -> {};
  private boolean over;

  /**
   * @param held all of this node: who is in it no more gives nothing back
   */
  HeldLease(
      CacheKey key,
      String holder,
      GuardedStore tier,
      LeaseStore store,
      Timer timer,
      ConcurrentMap<CacheKey, HeldLease> held) {
    this.key = key;
    this.holder = holder;
    this.tier = tier;
    this.store = store;
    this.timer = timer;
    this.held = held;
  }

  /** The same lease for another flight. */
  HeldLease successor() {
    return new HeldLease(key, holder, tier, store, timer, held);
  }

  /** From now on it is renewed. */
  synchronized void begin() {
    if (!over) {
      cancel = timer.after(RENEWAL, this::renew);
    }
  }

  private void renew() {
    begin();
    tier.watched("lease", () -> store.renew(key, holder, LENGTH))
        .thenAccept(
            still -> {
              if (!Boolean.TRUE.equals(still)) {
                lose();
              }
            });
  }

  /** It ended, and another may have it: a call more, and no wrong answer. */
  private void lose() {
    drop();
    held.remove(key, this);
  }

  /** It is not this one's any more. */
  synchronized void drop() {
    over = true;
    cancel.run();
  }

  /** Gives it back; does not block. */
  void release() {
    drop();
    if (held.remove(key, this)) {
      tier.watched("lease", () -> store.release(key, holder));
    }
  }
}
