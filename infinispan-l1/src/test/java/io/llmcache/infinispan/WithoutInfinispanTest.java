package io.llmcache.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.settings.Settings;
import io.llmcache.spi.StoreFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where no class of Infinispan is, there is no near tier of this kind, and no failure. */
class WithoutInfinispanTest {

  @Test
  void thereIsNoStore() throws Exception {
    List<String> warnings = new ArrayList<>();
    URL here = InfinispanStoreFactory.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader bare = new WithoutInfinispan(here)) {
      StoreFactory factory =
          (StoreFactory)
              bare.loadClass(InfinispanStoreFactory.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      assertThat(factory.getClass().getClassLoader()).isSameAs(bare);
      Settings settings = Near.settings("none", 1 << 20);

      assertThat(factory.create(settings, warnings::add)).isNull();
    }
    assertThat(warnings).isEmpty();
  }

  /** Loads this room's classes itself and all others but Infinispan's from here. */
  private static final class WithoutInfinispan extends URLClassLoader {

    WithoutInfinispan(URL room) {
      super(new URL[] {room}, WithoutInfinispanTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.infinispan.")) {
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
