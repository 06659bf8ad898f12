package io.llmcache.infinispan;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.infinispan.Cache;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jspecify.annotations.Nullable;

/**
 * Adds listeners. WildFly shows deployments Infinispan's events but not the annotations that name
 * them, and an annotation that cannot be seen is silently not there. Then the listener's class is
 * loaded once more by a loader that asks Infinispan's own for Infinispan.
 */
final class Listeners {

  private Listeners() {}

  /**
   * Tells what comes and goes in a cache on this node; nobody, where this deployment cannot listen.
   *
   * @param put told the name and the value; throws nothing
   * @param gone told the name; throws nothing
   * @return ends it
   */
  static Runnable listen(Cache<?, ?> cache, BiConsumer<Object, Object> put, Consumer<Object> gone) {
    Object listener =
        of(
            EntryListener.class,
            cache.getClass().getClassLoader(),
            new Class<?>[] {BiConsumer.class, Consumer.class},
            put,
            gone);
    return added(listener, cache::addListener, cache::removeListener);
  }

  /**
   * Tells when parts of a cluster have found each other again.
   *
   * @param merged throws nothing
   * @return ends it
   */
  static Runnable listen(EmbeddedCacheManager manager, Runnable merged) {
    Object listener =
        of(
            MergeListener.class,
            manager.getClass().getClassLoader(),
            new Class<?>[] {Runnable.class},
            merged);
    return added(listener, manager::addListener, manager::removeListener);
  }

  private static Runnable added(
      @Nullable Object listener, Consumer<Object> add, Consumer<Object> remove) {
    if (listener == null) {
      return () -> {};
    }
    try {
      add.accept(listener);
    } catch (LinkageError | RuntimeException e) {
      // then nobody is told; what is there is found by its keys as before
      return () -> {};
    }
    return () -> {
      try {
        remove.accept(listener);
      } catch (RuntimeException e) {
        // it is stopped, and has no listeners any more
      }
    };
  }

  /** A listener that hears, or null if there can be none. */
  static @Nullable Object of(
      Class<?> type, @Nullable ClassLoader infinispan, Class<?>[] parameters, Object... arguments) {
    try {
      Class<?> hearing = hears(type) ? type : new Bridge(type, infinispan).define();
      return hears(hearing) ? hearing.getConstructor(parameters).newInstance(arguments) : null;
    } catch (ReflectiveOperationException | IOException | LinkageError | RuntimeException e) {
      return null;
    }
  }

  private static boolean hears(Class<?> listener) {
    return Arrays.stream(listener.getDeclaredMethods())
        .anyMatch(method -> method.getAnnotations().length > 0);
  }

  private static final class Bridge extends ClassLoader {

    private final Class<?> type;
    private final @Nullable ClassLoader infinispan;

    private Bridge(Class<?> type, @Nullable ClassLoader infinispan) {
      super(type.getClassLoader());
      this.type = type;
      this.infinispan = infinispan;
    }

    private Class<?> define() throws IOException, ClassNotFoundException {
      try (InputStream file = type.getResourceAsStream(type.getSimpleName() + ".class")) {
        if (file == null) {
          throw new ClassNotFoundException(type.getName());
        }
        byte[] bytes = file.readAllBytes();
        return defineClass(type.getName(), bytes, 0, bytes.length);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return infinispan != null && name.startsWith("org.infinispan.")
          ? infinispan.loadClass(name)
          : super.loadClass(name, resolve);
    }
  }
}
