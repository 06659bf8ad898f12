package io.llmcache.platform.events;

import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods that observe one type of event. They run on the thread that tells it; those that are
 * asynchronous on the cache's threads. Whether there are any is found out once, when the first
 * event comes after CDI began. Thread-safe.
 */
final class Observers<T> {

  private static final System.Logger LOG = System.getLogger("io.llmcache");

  private final Class<T> type;
  private final Deployment deployment;
  private volatile @Nullable Found found;

  Observers(Class<T> type, Deployment deployment) {
    this.type = type;
    this.deployment = deployment;
  }

  /** Blocks for the observers that are not asynchronous, and throws what they throw. */
  void tell(T event) {
    Found its = found == null ? find(event) : found;
    if (its == null) {
      return;
    }
    if (its.later()) {
      tellLater(event, its.manager());
    }
    if (its.atOnce()) {
      its.manager().getEvent().select(type).fire(event);
    }
  }

  private @Nullable Found find(T event) {
    BeanManager manager = deployment.manager();
    if (manager == null) {
      return null;
    }
    try {
      Set<ObserverMethod<? super T>> methods = manager.resolveObserverMethods(event);
      Found its =
          new Found(
              manager,
              methods.stream().anyMatch(method -> !method.isAsync()),
              methods.stream().anyMatch(ObserverMethod::isAsync));
      found = its;
      return its;
    } catch (IllegalStateException e) {
      // CDI is still beginning
      return null;
    }
  }

  private void tellLater(T event, BeanManager manager) {
    manager
        .getEvent()
        .select(type)
        .fireAsync(event, NotificationOptions.ofExecutor(deployment.executor()))
        .whenComplete(
            (told, failure) -> {
              if (failure != null) {
                LOG.log(Level.DEBUG, "An asynchronous observer of cache events failed.", failure);
              }
            });
  }

  /** Which kinds of methods there are. */
  private record Found(BeanManager manager, boolean atOnce, boolean later) {}
}
