package io.llmcache.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where none of the interfaces is there, nothing is missed, and nothing is said. */
class AbsentTest {

  private static final Pattern OPTIONAL =
      Pattern.compile("micrometer|opentelemetry|microprofile|jakarta|weld|smallrye");

  @Test
  void withoutAnyOfThemTheCacheStartsInSilence() throws Exception {
    List<String> warned = new ArrayList<>();
    Handler handler = handler(warned);
    Logger logger = Logger.getLogger("io.llmcache");
    logger.addHandler(handler);
    try (URLClassLoader bare =
        new URLClassLoader(withoutOptional(), ClassLoader.getPlatformClassLoader())) {
      assertThat(services(bare)).as("four of ours, and that of core for JMX").isEqualTo(5);
      Class<?> caches = bare.loadClass("io.llmcache.LlmCaches");
      Object cache =
          caches
              .getMethod("start", ClassLoader.class, sources(bare))
              .invoke(null, bare, none(bare));
      assertThat(cache).isNotNull();
      caches.getMethod("stop", ClassLoader.class).invoke(null, bare);
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(warned).isEmpty();
  }

  private static Class<?> sources(ClassLoader loader) throws Exception {
    return none(loader).getClass();
  }

  private static Object none(ClassLoader loader) throws Exception {
    return java.lang.reflect.Array.newInstance(
        loader.loadClass("io.llmcache.settings.SettingsSource"), 0);
  }

  private static long services(ClassLoader loader) throws Exception {
    Class<?> extension = loader.loadClass("io.llmcache.LlmCacheExtension");
    return java.util.ServiceLoader.load(extension, loader).stream().count();
  }

  private static Handler handler(List<String> warned) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
          warned.add(line.getMessage());
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static URL[] withoutOptional() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (!OPTIONAL.matcher(path.getFileName().toString()).find()) {
        urls.add(path.toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
