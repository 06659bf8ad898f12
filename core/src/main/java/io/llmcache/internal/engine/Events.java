package io.llmcache.internal.engine;

import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Explanation;
import java.util.List;

/** Tells every listener of an event; what a listener throws goes no further. */
public final class Events {

  private static final System.Logger LOG = System.getLogger("io.llmcache");

  private final List<CacheListener> listeners;

  public Events(List<CacheListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  public void tell(Kind kind, String detail) {
    tell(CacheEvent.of(kind, detail));
  }

  void tell(CacheEvent event) {
    for (CacheListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "A listener of cache events failed.", e);
      }
    }
  }

  void tell(Explanation explanation) {
    for (CacheListener listener : listeners) {
      try {
        listener.explained(explanation);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "A listener of explanations failed.", e);
      }
    }
  }

  /** A fault of something that we called: one event, never the caller's exception. */
  public void fault(String where, Throwable cause) {
    LOG.log(System.Logger.Level.DEBUG, () -> "Fault in " + where + ".", cause);
    tell(Kind.FAULT, where + ": " + cause.getClass().getSimpleName());
  }
}
