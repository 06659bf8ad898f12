package io.llmcache;

import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.Tier;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which tiers there are, and which of them are left alone at the moment. Thread-safe. */
final class TierStates implements CacheListener {

  private final Map<Tier, ResponseStore> stores;
  private final InstantSource clock;
  private final Map<String, Instant> down = new ConcurrentHashMap<>();

  TierStates(Map<Tier, ResponseStore> stores, InstantSource clock) {
    this.stores = new EnumMap<>(stores);
    this.clock = clock;
  }

  @Override
  public void on(CacheEvent event) {
    if (event.kind() == Kind.TIER_DOWN) {
      down.putIfAbsent(event.detail(), clock.instant());
    } else if (event.kind() == Kind.TIER_UP) {
      down.remove(event.detail());
    }
  }

  List<TierState> now() {
    List<TierState> states = new ArrayList<>();
    stores.forEach(
        (tier, store) -> states.add(new TierState(tier, described(store), down.get(tier.label()))));
    return states;
  }

  /** The store's own words; its class where it fails to say any. */
  static String described(ResponseStore store) {
    try {
      return store.describe();
    } catch (RuntimeException e) {
      return store.getClass().getName();
    }
  }

  /** What the stores have to say to an administrator. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (ResponseStore store : stores.values()) {
      try {
        warnings.addAll(store.warnings());
      } catch (RuntimeException e) {
        System.getLogger("io.llmcache").log(Level.DEBUG, "A store does not say how it is.", e);
      }
    }
    return warnings;
  }
}
