package io.llmcache.infinispan;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.infinispan.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Makes listeners for a cache. WildFly shows deployments Infinispan's events but not the
 * annotations that name them, and an annotation that cannot be seen is silently not there. Then the
 * listener's class is loaded once more by a loader that asks the cache's own for Infinispan.
 */
final class Listeners {

  private Listeners() {}

  /**
   * A listener that hears, or null if there can be none.
   *
   * @param put told the name and the bytes; throws nothing
   * @param gone told the name; throws nothing
   */
  static @Nullable Object of(
      Cache<?, ?> cache, BiConsumer<Object, byte[]> put, Consumer<Object> gone) {
    try {
      if (hears(EntryListener.class)) {
        return new EntryListener(put, gone);
      }
      Class<?> again = new Bridge(cache.getClass().getClassLoader()).define();
      return hears(again)
          ? again.getConstructor(BiConsumer.class, Consumer.class).newInstance(put, gone)
          : null;
    } catch (ReflectiveOperationException | IOException | LinkageError | RuntimeException e) {
      return null;
    }
  }

  private static boolean hears(Class<?> listener) {
    for (var method : listener.getDeclaredMethods()) {
      if (method.getName().equals("put") && method.getAnnotations().length > 0) {
        return true;
      }
    }
    return false;
  }

  private static final class Bridge extends ClassLoader {

    private static final String NAME = EntryListener.class.getName();

    private final ClassLoader infinispan;

    private Bridge(ClassLoader infinispan) {
      super(EntryListener.class.getClassLoader());
      this.infinispan = infinispan;
    }

    private Class<?> define() throws IOException, ClassNotFoundException {
      try (InputStream file = EntryListener.class.getResourceAsStream("EntryListener.class")) {
        if (file == null) {
          throw new ClassNotFoundException(NAME);
        }
        byte[] bytes = file.readAllBytes();
        return defineClass(NAME, bytes, 0, bytes.length);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith("org.infinispan.")
          ? infinispan.loadClass(name)
          : super.loadClass(name, resolve);
    }
  }
}
