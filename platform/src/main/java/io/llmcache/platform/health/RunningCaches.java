package io.llmcache.platform.health;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The caches that run, by their deployments' class loaders. Thread-safe. */
final class RunningCaches {

  private static final Map<ClassLoader, RunningCache> RUNNING = new ConcurrentHashMap<>();

  private RunningCaches() {}

  /** The calling thread's deployment has this one, until what is returned is run. */
  static Runnable add(RunningCache running) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader deployment = context == null ? RunningCaches.class.getClassLoader() : context;
    RUNNING.put(deployment, running);
    return () -> RUNNING.remove(deployment, running);
  }

  /** That of the loader, else that of the calling thread, else the only one; null: not yet. */
  static @Nullable RunningCache of(ClassLoader deployment) {
    RunningCache its = RUNNING.get(deployment);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (its == null && context != null) {
      its = RUNNING.get(context);
    }
    if (its == null && RUNNING.size() == 1) {
      its = RUNNING.values().stream().findFirst().orElse(null);
    }
    return its;
  }
}
