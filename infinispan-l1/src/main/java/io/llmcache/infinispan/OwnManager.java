package io.llmcache.infinispan;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/** A cache manager of the deployment's own: alone, or in a cluster with others of its namespace. */
record OwnManager(EmbeddedCacheManager manager) implements AutoCloseable {

  /**
   * Blocks until it has joined.
   *
   * @throws SettingsException if there is no such JGroups configuration
   */
  static OwnManager start(Settings settings) {
    GlobalConfigurationBuilder configuration =
        Clustering.of(settings) == Clustering.OWN ? clustered(settings) : alone();
    RxThreads.begin();
    try {
      return new OwnManager(new DefaultCacheManager(configuration.build()));
    } catch (RuntimeException | Error e) {
      RxThreads.end();
      throw e;
    }
  }

  @Override
  public void close() {
    manager.stop();
    RxThreads.end();
  }

  private static GlobalConfigurationBuilder alone() {
    return quiet(new GlobalConfigurationBuilder().nonClusteredDefault());
  }

  private static GlobalConfigurationBuilder clustered(Settings settings) {
    String file = settings.near().cluster();
    check(file);
    GlobalConfigurationBuilder builder = GlobalConfigurationBuilder.defaultClusteredBuilder();
    builder
        .transport()
        .clusterName("llmcache-" + settings.namespace())
        .addProperty("configurationFile", file);
    return quiet(builder);
  }

  /** No files, no management beans, and no say in when the JVM ends. */
  private static GlobalConfigurationBuilder quiet(GlobalConfigurationBuilder builder) {
    builder.cacheManagerName("llmcache");
    builder.jmx().disable();
    builder.metrics().gauges(false).histograms(false);
    builder.globalState().disable();
    builder.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    return builder;
  }

  private static void check(String file) {
    ClassLoader deployment = Thread.currentThread().getContextClassLoader();
    boolean there =
        Files.isRegularFile(Path.of(file))
            || (deployment != null && deployment.getResource(file) != null);
    if (!there) {
      throw new SettingsException(
          "%s = \"%s\": there is no such file and no such resource of the application. Say auto, off, or where a JGroups configuration is."
              .formatted(SettingKey.CLUSTER.key(), file));
    }
  }
}
