package io.llmcache.platform.events;

import io.llmcache.LlmCache;
import io.llmcache.platform.OptionalExtension;

/** Tells the beans of a deployment that observe {@code CacheEvent}, where there is CDI. */
public final class CdiEvents extends OptionalExtension {

  public CdiEvents() {
    super("jakarta.enterprise.inject.spi.BeanManager");
  }

  @Override
  protected Runnable attach(LlmCache cache, String deployment) {
    return ObservingBeans.attach(cache);
  }
}
