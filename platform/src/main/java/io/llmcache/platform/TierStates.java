package io.llmcache.platform;

import io.llmcache.LlmCache;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Tier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which tiers of a cache answer. Thread-safe, never blocks. */
public final class TierStates implements CacheListener {

  private final LlmCache cache;
  private final InstantSource clock;
  private final Instant began;
  private final Map<String, Instant> down = new ConcurrentHashMap<>();

  /** The caller has the cache tell it. */
  public TierStates(LlmCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
    began = clock.instant();
  }

  @Override
  public void on(CacheEvent event) {
    if (event.kind() == Kind.TIER_DOWN) {
      down.put(event.detail(), clock.instant());
    }
  }

  /** The tiers that the cache has. */
  public List<Tier> tiers() {
    List<Tier> tiers = new ArrayList<>();
    tiers.add(Tier.L1);
    if (!"none".equals(cache.parts().get(Tier.L2.label()))) {
      tiers.add(Tier.L2);
    }
    return tiers;
  }

  /** Counted from the cache's beginning, so it holds for what happened before we were told too. */
  public boolean answers(Tier tier) {
    return count(Kind.TIER_DOWN, tier) <= count(Kind.TIER_UP, tier);
  }

  /** Since when a tier is left alone, at most since this was made; null where it answers. */
  public @Nullable Instant downSince(Tier tier) {
    return answers(tier) ? null : down.getOrDefault(tier.label(), began);
  }

  private long count(Kind kind, Tier tier) {
    return cache.statistics().byDetail(kind).getOrDefault(tier.label(), 0L);
  }
}
