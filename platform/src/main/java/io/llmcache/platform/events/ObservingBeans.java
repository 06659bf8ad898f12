package io.llmcache.platform.events;

import io.llmcache.LlmCache;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Explanation;

/** Fires each event and each explanation as a CDI event if a bean observes it. */
final class ObservingBeans implements CacheListener {

  private final Observers<CacheEvent> events;
  private final Observers<Explanation> explanations;

  private ObservingBeans(Deployment deployment) {
    events = new Observers<>(CacheEvent.class, deployment);
    explanations = new Observers<>(Explanation.class, deployment);
  }

  static Runnable attach(LlmCache cache) {
    return cache.listen(new ObservingBeans(Deployment.current(cache.executor())));
  }

  @Override
  public void on(CacheEvent event) {
    events.tell(event);
  }

  @Override
  public void explained(Explanation explanation) {
    explanations.tell(explanation);
  }
}
