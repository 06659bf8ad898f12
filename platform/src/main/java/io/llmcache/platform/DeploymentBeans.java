package io.llmcache.platform;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The CDI beans of deployments. The container makes one, and it notes whose it is. */
public final class DeploymentBeans implements Extension {

  private static final Map<ClassLoader, BeanManager> MANAGERS = new ConcurrentHashMap<>();

  private volatile @Nullable ClassLoader deployment;

  void noted(@Observes AfterDeploymentValidation validated, BeanManager manager) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      deployment = context;
      MANAGERS.put(context, manager);
    }
  }

  void forgotten(@Observes BeforeShutdown ending) {
    ClassLoader its = deployment;
    if (its != null) {
      MANAGERS.remove(its);
    }
  }

  /** Null where there is no CDI, or it has not begun yet. Cheap. */
  public static @Nullable BeanManager of(ClassLoader deployment) {
    return MANAGERS.get(deployment);
  }

  /**
   * The same for the calling thread's deployment, asked of CDI where the container noted another.
   */
  public static @Nullable BeanManager current() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    BeanManager noted = context == null ? null : of(context);
    return noted == null ? asked() : noted;
  }

  private static @Nullable BeanManager asked() {
    try {
      return CDI.current().getBeanManager();
    } catch (RuntimeException | LinkageError e) {
      // there is none, or not yet
      return null;
    }
  }

  /** The bean of a type in the calling thread's deployment, if there is exactly one; else null. */
  public static <T> @Nullable T bean(Class<T> type) {
    BeanManager manager = current();
    if (manager == null) {
      return null;
    }
    Instance<T> found = manager.createInstance().select(type);
    return found.isResolvable() ? found.get() : null;
  }
}
