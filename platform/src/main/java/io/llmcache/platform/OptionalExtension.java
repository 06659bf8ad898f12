package io.llmcache.platform;

import io.llmcache.LlmCache;
import io.llmcache.LlmCacheExtension;

/**
 * An extension for an interface that may be absent: then it does nothing, and says nothing. The
 * subclass itself must touch the interface in {@link #attach} only through another class.
 */
public abstract class OptionalExtension implements LlmCacheExtension {

  private final String needed;
  private volatile Runnable end = () -> {};

  /**
   * @param needed name of a class of the interface
   */
  protected OptionalExtension(String needed) {
    this.needed = needed;
  }

  @Override
  public final void started(LlmCache cache, String deployment) {
    if (Present.has(needed)) {
      end = attach(cache, deployment);
    }
  }

  @Override
  public final void stopped(LlmCache cache) {
    end.run();
  }

  /** Called where the interface is there; what is returned undoes it. */
  protected abstract Runnable attach(LlmCache cache, String deployment);
}
