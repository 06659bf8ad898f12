package io.llmcache.platform.health;

import io.llmcache.LlmCache;
import io.llmcache.platform.OptionalExtension;
import io.llmcache.platform.TierStates;
import java.time.InstantSource;

/** Notes which caches run, for their health checks. */
public final class HealthExtension extends OptionalExtension {

  public HealthExtension() {
    super(HealthBeans.NEEDED);
  }

  @Override
  protected Runnable attach(LlmCache cache, String deployment) {
    TierStates tiers = new TierStates(cache, InstantSource.system());
    Runnable deaf = cache.listen(tiers);
    Runnable gone = RunningCaches.add(new RunningCache(cache, deployment, tiers));
    return () -> {
      gone.run();
      deaf.run();
    };
  }
}
