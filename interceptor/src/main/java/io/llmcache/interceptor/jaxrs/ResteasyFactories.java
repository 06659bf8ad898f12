package io.llmcache.interceptor.jaxrs;

import java.lang.reflect.Field;
import java.util.Map;
import org.jboss.resteasy.client.jaxrs.internal.ClientInvocation;

/**
 * What RESTEasy keeps of each class loader that made a client: in a static map, the providers that
 * it found there by {@code META-INF/services}. The map holds the loader weakly and the providers
 * strongly. Providers of an application, the cache's filter among them, hold the loader of the
 * application: so the entry never goes, and every redeployment would leave one loader with all its
 * classes.
 *
 * <p>RESTEasy has no public way to take an entry out. It only saves the search: clients that are
 * there do without it, and the next one would make it anew.
 */
final class ResteasyFactories {

  private static final String OWNER = "org.jboss.resteasy.plugins.providers.RegisterBuiltin";
  private static final String MAP = "configuredClientFactories";

  private ResteasyFactories() {}

  /**
   * Takes out the entry of this loader, and no other.
   *
   * @throws ReflectiveOperationException if this version of RESTEasy has no such map
   * @throws RuntimeException if it may not be looked at
   */
  static void forget(ClassLoader ended) throws ReflectiveOperationException {
    ClassLoader resteasy = ClientInvocation.class.getClassLoader();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // If nobody made a client, the class begins here, and must not read what is ending.
    thread.setContextClassLoader(resteasy);
    try {
      Class<?> owner = Class.forName(OWNER, true, resteasy);
      Field map = owner.getDeclaredField(MAP);
      map.setAccessible(true);
      // the lock under which RESTEasy uses it
      synchronized (owner) {
        ((Map<?, ?>) map.get(null)).remove(ended);
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
