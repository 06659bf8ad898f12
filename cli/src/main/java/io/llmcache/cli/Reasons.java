package io.llmcache.cli;

import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Tier;

/**
 * Why the engine did not do what was wanted, for the thread that wanted it: events come on the
 * thread that caused them. Also knows whether the shared tier is there.
 */
final class Reasons implements CacheListener {

  private final ThreadLocal<String> notStored = ThreadLocal.withInitial(() -> "");
  private final ThreadLocal<String> fault = ThreadLocal.withInitial(() -> "");
  private volatile boolean down;

  @Override
  public void on(CacheEvent event) {
    Kind kind = event.kind();
    boolean shared = event.detail().startsWith(Tier.L2.label());
    if (kind == Kind.NOT_STORED) {
      notStored.set(event.detail());
    } else if (kind == Kind.FAULT && shared) {
      fault.set(event.detail());
    } else if (shared && (kind == Kind.TIER_DOWN || kind == Kind.TIER_UP)) {
      down = kind == Kind.TIER_DOWN;
    }
  }

  /** Forgets what happened on this thread. */
  void clear() {
    notStored.remove();
    fault.remove();
  }

  /** Why the last reply of this thread was not stored; empty if nothing was said. */
  String notStored() {
    return notStored.get();
  }

  /** What is wrong with the shared tier, as far as this thread saw it; empty if nothing is. */
  String sharedTierFault() {
    return down ? "it does not answer" : fault.get();
  }
}
