package io.llmcache.infinispan;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.spi.ResponseStore;
import java.util.function.Consumer;
import org.infinispan.Cache;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jspecify.annotations.Nullable;

/** Finds the cache to use, or defines it. */
final class NearCaches {

  /** The cache that an administrator may define in the server's container. */
  private static final String SERVER_CACHE = "llmcache";

  private NearCaches() {}

  /**
   * Opens a cache in this order: the server's own, one in the server's container, one in a manager
   * that is closed with the store.
   *
   * @param container as JNDI gave it; null if it gave nothing
   */
  static ResponseStore open(@Nullable Object container, Settings settings, Consumer<String> warn) {
    Settings.Near near = settings.near();
    if (container instanceof EmbeddedCacheManager manager) {
      Cache<Object, byte[]> defined = definedByServer(near.container());
      if (defined != null) {
        return InfinispanStore.inSharedCache(
            defined, settings.namespace(), near.container() + ", cache " + SERVER_CACHE);
      }
      Cache<Object, byte[]> own = cache(manager, settings, warn);
      return InfinispanStore.inOwnCache(own, near.container() + bound(near), () -> {});
    }
    if (container != null) {
      warn.accept(
          "%s = \"%s\": this is a %s, not an Infinispan container that this deployment can use, so it has a near tier of its own."
              .formatted(
                  SettingKey.INFINISPAN_CONTAINER.key(),
                  near.container(),
                  container.getClass().getName()));
    }
    RxThreads.begin();
    EmbeddedCacheManager manager = new DefaultCacheManager(ownManager());
    return InfinispanStore.inOwnCache(
        cache(manager, settings, warn), "of this deployment" + bound(near), () -> stop(manager));
  }

  private static void stop(EmbeddedCacheManager manager) {
    manager.stop();
    RxThreads.end();
  }

  /** Only there if something in the deployment asks for it, such as a resource reference. */
  @SuppressWarnings("unchecked")
  private static @Nullable Cache<Object, byte[]> definedByServer(String container) {
    String name = container.replace("/container/", "/cache/") + "/" + SERVER_CACHE;
    return InfinispanStoreFactory.lookup(name) instanceof Cache<?, ?> cache
        ? (Cache<Object, byte[]>) cache
        : null;
  }

  /** Definitions in a server's container outlive the deployment: an earlier one is used again. */
  private static Cache<Object, byte[]> cache(
      EmbeddedCacheManager manager, Settings settings, Consumer<String> warn) {
    String name = "llmcache-" + settings.namespace();
    long maxSize = settings.near().maxSize();
    if (manager.getCacheConfiguration(name) == null) {
      try {
        manager.defineConfiguration(name, bounded(maxSize));
      } catch (CacheConfigurationException e) {
        if (manager.getCacheConfiguration(name) == null) {
          throw e;
        }
      }
    }
    Cache<Object, byte[]> cache = manager.getCache(name);
    long defined = cache.getCacheConfiguration().memory().maxSizeBytes();
    if (defined != maxSize) {
      warn.accept(
          "The cache %s was defined before with a bound of %d bytes and keeps it until the server starts again; %s is %d bytes."
              .formatted(name, defined, SettingKey.L1_MAX_SIZE.key(), maxSize));
    }
    return cache;
  }

  /** Infinispan can only count bytes where it stores bytes, hence the media type. */
  private static Configuration bounded(long maxSize) {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder.simpleCache(true);
    builder.encoding().mediaType(MediaType.APPLICATION_OCTET_STREAM);
    builder.memory().maxSize(maxSize + "B");
    return builder.build();
  }

  /** One node, no files, no management beans, and no say in when the JVM ends. */
  private static GlobalConfiguration ownManager() {
    GlobalConfigurationBuilder builder = new GlobalConfigurationBuilder().nonClusteredDefault();
    builder.cacheManagerName("llmcache");
    builder.jmx().disable();
    builder.metrics().gauges(false).histograms(false);
    builder.globalState().disable();
    builder.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    return builder.build();
  }

  private static String bound(Settings.Near near) {
    return ", " + (near.maxSize() >> 20) + " MB";
  }
}
