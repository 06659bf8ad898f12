package io.llmcache.platform.config;

import io.llmcache.settings.SettingKey;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Tells sources of a deployment's own from those that a server has for all. */
final class ConfigOrigins {

  private static final System.Logger LOG = System.getLogger("io.llmcache");
  private static final String FILE = "META-INF/microprofile-config.properties";

  private final ClassLoader deployment;
  private final List<Properties> own;

  ConfigOrigins(ClassLoader deployment) {
    this.deployment = deployment;
    this.own = ownFiles(deployment);
  }

  /** A file in its archive, or a source whose class is in it. */
  boolean isOwn(ConfigSource source) {
    return source.getClass().getClassLoader() == deployment && !isReadAnyway(source)
        || own.stream().anyMatch(file -> isOf(source, file));
  }

  /** Whether it is the system properties or the environment, which are settings by themselves. */
  static boolean isReadAnyway(ConfigSource source) {
    String type = source.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return type.contains("env") || type.contains("sysprop") || type.contains("systemprop");
  }

  /** By what stands in it: how sources are named is up to each implementation. */
  private static boolean isOf(ConfigSource source, Properties file) {
    boolean some = false;
    for (String key : source.getPropertyNames()) {
      if (key.startsWith(SettingKey.PREFIX)) {
        if (!String.valueOf(source.getValue(key)).equals(file.getProperty(key))) {
          return false;
        }
        some = true;
      }
    }
    return some;
  }

  private static List<Properties> ownFiles(ClassLoader deployment) {
    List<Properties> files = new ArrayList<>();
    try {
      for (URL url : Collections.list(deployment.getResources(FILE))) {
        URLConnection connection = url.openConnection();
        // a cached jar would stay open after the deployment ends
        connection.setUseCaches(false);
        Properties file = new Properties();
        try (InputStream in = connection.getInputStream()) {
          file.load(in);
        }
        files.add(file);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "A file of MicroProfile Config cannot be read.", e);
    }
    return files;
  }
}
