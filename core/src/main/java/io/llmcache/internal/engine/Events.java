package io.llmcache.internal.engine;

import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Explanation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Tells every listener of an event; what a listener throws goes no further. Thread-safe. */
public final class Events {

  private static final System.Logger LOG = System.getLogger("io.llmcache");

  private final List<CacheListener> listeners;
  private final ThreadLocal<Boolean> elsewhere = new ThreadLocal<>();

  public Events(List<CacheListener> listeners) {
    this.listeners = new CopyOnWriteArrayList<>(listeners);
  }

  /** One more listener; running what is returned takes it away. */
  public Runnable add(CacheListener listener) {
    // a view of its own, so that a listener that was added twice is taken away once
    CacheListener added = new Added(listener);
    listeners.add(added);
    return () -> listeners.remove(added);
  }

  public void tell(Kind kind, String detail) {
    tell(CacheEvent.of(kind, detail));
  }

  void tell(CacheEvent event) {
    boolean elsewhere = this.elsewhere.get() != null;
    for (CacheListener listener : listeners) {
      try {
        if (elsewhere) {
          listener.onBehalf(event);
        } else {
          listener.on(event);
        }
      } catch (RuntimeException | LinkageError | AssertionError e) {
        LOG.log(System.Logger.Level.DEBUG, "A listener of cache events failed.", e);
      }
    }
  }

  void tell(Explanation explanation) {
    for (CacheListener listener : listeners) {
      try {
        listener.explained(explanation);
      } catch (RuntimeException | LinkageError | AssertionError e) {
        LOG.log(System.Logger.Level.DEBUG, "A listener of explanations failed.", e);
      }
    }
  }

  /** What is told meanwhile on this thread is about a request of another one. */
  <T> T onBehalf(Supplier<T> work) {
    if (elsewhere.get() != null) {
      return work.get();
    }
    elsewhere.set(true);
    try {
      return work.get();
    } finally {
      elsewhere.remove();
    }
  }

  /** A fault of something that we called: one event, never the caller's exception. */
  public void fault(String where, Throwable cause) {
    LOG.log(System.Logger.Level.DEBUG, () -> "Fault in " + where + ".", cause);
    tell(Kind.FAULT, where + ": " + cause.getClass().getSimpleName());
  }

  private static final class Added implements CacheListener {

    private final CacheListener listener;

    Added(CacheListener listener) {
      this.listener = listener;
    }

    @Override
    public void on(CacheEvent event) {
      listener.on(event);
    }

    @Override
    public void onBehalf(CacheEvent event) {
      listener.onBehalf(event);
    }

    @Override
    public void explained(Explanation explanation) {
      listener.explained(explanation);
    }
  }
}
