package io.llmcache.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.notifications.cachelistener.event.CacheEntriesEvictedEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where a deployment sees Infinispan, but not the annotations of its listeners, as on WildFly. */
class ListenersTest {

  private static EmbeddedCacheManager container;

  @BeforeAll
  static void start() {
    container = Near.container();
    container.defineConfiguration("heard", new ConfigurationBuilder().build());
  }

  @AfterAll
  static void stop() {
    container.stop();
  }

  @Test
  void aListenerHearsAlthoughItsAnnotationsAreHidden() throws Exception {
    Cache<String, byte[]> cache = container.getCache("heard");
    List<String> news = new CopyOnWriteArrayList<>();
    BiConsumer<Object, Object> put =
        (name, entry) -> news.add(name + " " + ((byte[]) entry).length);
    Consumer<Object> gone = name -> news.add(name + " is gone");
    URL room = Listeners.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader hiding = new Hiding(room)) {
      Class<?> plain = hiding.loadClass(EntryListener.class.getName());
      assertThat(plain.getMethod("evicted", evictedEvent()).getAnnotations()).isEmpty();
      Method listen =
          hiding
              .loadClass(Listeners.class.getName())
              .getDeclaredMethod("listen", Cache.class, BiConsumer.class, Consumer.class);
      listen.setAccessible(true);

      Runnable end = (Runnable) Objects.requireNonNull(listen.invoke(null, cache, put, gone));
      cache.put("a", new byte[3]);
      cache.put("a", new byte[4]);
      cache.remove("a");
      end.run();
      cache.put("b", new byte[5]);
    }
    assertThat(news).containsExactly("a 3", "a 4", "a is gone");
  }

  private static Class<?> evictedEvent() {
    return CacheEntriesEvictedEvent.class;
  }

  /** Loads this room's classes itself, hides the annotations, and takes the rest from here. */
  private static final class Hiding extends URLClassLoader {

    Hiding(URL room) {
      super(new URL[] {room}, ListenersTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.infinispan.notifications.cachelistener.annotation.")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("io.llmcache.infinispan.")) {
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded == null ? findClass(name) : loaded;
        }
      }
      return super.loadClass(name, resolve);
    }
  }
}
