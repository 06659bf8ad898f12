package io.llmcache.platform.events;

import io.llmcache.LlmCache;
import io.llmcache.platform.DeploymentBeans;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheListener;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Fires each event as a CDI event if a bean observes it, on the thread that did it; observers that
 * are asynchronous run on the cache's threads. Whether any bean does is found out once.
 */
final class ObservingBeans implements CacheListener {

  private static final System.Logger LOG = System.getLogger("io.llmcache");

  private final ClassLoader deployment;
  private final Executor executor;
  private volatile @Nullable Observers observers;

  private ObservingBeans(ClassLoader deployment, Executor executor, @Nullable BeanManager manager) {
    this.deployment = deployment;
    this.executor = executor;
    observers = manager == null ? null : found(manager);
  }

  static Runnable attach(LlmCache cache) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader deployment = context == null ? ObservingBeans.class.getClassLoader() : context;
    return cache.listen(
        new ObservingBeans(deployment, cache.executor(), DeploymentBeans.current()));
  }

  @Override
  public void on(CacheEvent event) {
    Observers its = observers;
    if (its == null) {
      // the cache may have begun before CDI did
      BeanManager manager = DeploymentBeans.of(deployment);
      if (manager == null) {
        return;
      }
      its = found(manager);
      observers = its;
    }
    if (its == null) {
      return;
    }
    if (its.later()) {
      fireLater(event, its.manager());
    }
    if (its.atOnce()) {
      its.manager().getEvent().select(CacheEvent.class).fire(event);
    }
  }

  private static @Nullable Observers found(BeanManager manager) {
    try {
      return Observers.in(manager);
    } catch (IllegalStateException e) {
      // CDI is still beginning
      return null;
    }
  }

  private void fireLater(CacheEvent event, BeanManager manager) {
    manager
        .getEvent()
        .select(CacheEvent.class)
        .fireAsync(event, NotificationOptions.ofExecutor(executor))
        .whenComplete(
            (told, failure) -> {
              if (failure != null) {
                LOG.log(Level.DEBUG, "An asynchronous observer of cache events failed.", failure);
              }
            });
  }

  /** Which kinds of observers there are. */
  private record Observers(BeanManager manager, boolean atOnce, boolean later) {

    static Observers in(BeanManager manager) {
      CacheEvent any = CacheEvent.of(CacheEvent.Kind.MISS, "");
      Set<ObserverMethod<? super CacheEvent>> found = manager.resolveObserverMethods(any);
      return new Observers(
          manager,
          found.stream().anyMatch(observer -> !observer.isAsync()),
          found.stream().anyMatch(ObserverMethod::isAsync));
    }
  }
}
