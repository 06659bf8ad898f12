package io.llmcache.platform.events;

import io.llmcache.platform.DeploymentBeans;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Whose beans are told.
 *
 * @param loader of its classes
 * @param beans null where CDI was not there yet when the cache began
 * @param executor for observers that are asynchronous
 */
record Deployment(ClassLoader loader, @Nullable BeanManager beans, Executor executor) {

  /** The calling thread's. */
  static Deployment current(Executor executor) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return new Deployment(
        context == null ? Deployment.class.getClassLoader() : context,
        DeploymentBeans.current(),
        executor);
  }

  /** Null as long as CDI has not begun. */
  @Nullable BeanManager manager() {
    return beans == null ? DeploymentBeans.of(loader) : beans;
  }
}
