package io.llmcache.infinispan;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.spi.ResponseStore;
import java.util.function.Consumer;
import org.infinispan.Cache;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jspecify.annotations.Nullable;

/** Finds the cache to use, or defines it. */
final class NearCaches {

  /** The cache that an administrator may define in the server's container. */
  private static final String SERVER_CACHE = "llmcache";

  private final EmbeddedCacheManager manager;
  private final Settings settings;
  private final Consumer<String> warn;

  private NearCaches(EmbeddedCacheManager manager, Settings settings, Consumer<String> warn) {
    this.manager = manager;
    this.settings = settings;
    this.warn = warn;
  }

  /**
   * Opens a cache in this order: in a manager that joins the cluster that the settings name; the
   * server's own; one in the server's container; one in a manager of the deployment alone. The
   * first and the last are stopped with the store.
   *
   * @param container as JNDI gave it; null if it gave nothing
   */
  static ResponseStore open(@Nullable Object container, Settings settings, Consumer<String> warn) {
    Settings.Near near = settings.near();
    if (Clustering.of(settings) == Clustering.OWN) {
      return inOwnManager(settings, warn);
    }
    if (container instanceof EmbeddedCacheManager manager) {
      return new NearCaches(manager, settings, warn).inContainer();
    }
    if (container != null) {
      warn.accept(
          "%s = \"%s\": this is a %s, not an Infinispan container that this deployment can use, so it has a near tier of its own."
              .formatted(
                  SettingKey.INFINISPAN_CONTAINER.key(),
                  near.container(),
                  container.getClass().getName()));
    }
    return inOwnManager(settings, warn);
  }

  private ResponseStore inContainer() {
    Settings.Near near = settings.near();
    boolean clustered =
        Clustering.of(settings) == Clustering.AUTO
            && manager.getCacheManagerConfiguration().isClustered();
    Cache<Object, byte[]> defined = definedByServer(near.container());
    if (defined != null) {
      SharedState shared = clustered ? state(sharesEntries(defined.getCacheConfiguration())) : null;
      return InfinispanStore.inSharedCache(
          defined, settings.namespace(), near.container() + ", cache " + SERVER_CACHE, shared);
    }
    return open(clustered, near.container(), () -> {});
  }

  private static ResponseStore inOwnManager(Settings settings, Consumer<String> warn) {
    OwnManager own = OwnManager.start(settings);
    try {
      NearCaches caches = new NearCaches(own.manager(), settings, warn);
      return caches.open(
          Clustering.of(settings) == Clustering.OWN, "of this deployment", own::close);
    } catch (RuntimeException | Error e) {
      own.close();
      throw e;
    }
  }

  private InfinispanStore open(boolean clustered, String where, Runnable release) {
    long maxSize = settings.near().maxSize();
    String bound = ", " + (maxSize >> 20) + " MB";
    if (!clustered) {
      return InfinispanStore.inOwnCache(
          bounded("llmcache-" + settings.namespace(), NearDefinitions.local(maxSize)),
          where + bound,
          release);
    }
    // what tells which entries hold comes before the entries
    boolean replicated = settings.shared().url() == null;
    SharedState shared = state(replicated);
    Cache<Object, byte[]> entries =
        replicated
            ? bounded(name("replicated"), NearDefinitions.replicated(maxSize))
            : bounded(name("invalidation"), NearDefinitions.invalidation(maxSize));
    String mode = replicated ? ", replicated" : ", invalidation";
    return InfinispanStore.inClusteredCache(entries, where + mode + bound, release, shared);
  }

  private SharedState state(boolean sharesEntries) {
    return new SharedState(
        manager, defined(name("shared"), NearDefinitions.state()), sharesEntries);
  }

  private static boolean sharesEntries(Configuration entries) {
    CacheMode mode = entries.clustering().cacheMode();
    return mode.isReplicated() || mode.isDistributed();
  }

  /** No namespace has this sign in it. */
  private String name(String what) {
    return "llmcache-" + settings.namespace() + "+" + what;
  }

  /** Only there if something in the deployment asks for it, such as a resource reference. */
  @SuppressWarnings("unchecked")
  private static @Nullable Cache<Object, byte[]> definedByServer(String container) {
    String name = container.replace("/container/", "/cache/") + "/" + SERVER_CACHE;
    return InfinispanStoreFactory.lookup(name) instanceof Cache<?, ?> cache
        ? (Cache<Object, byte[]>) cache
        : null;
  }

  private Cache<Object, byte[]> bounded(String name, Configuration configuration) {
    Cache<Object, byte[]> cache = defined(name, configuration);
    long maxSize = settings.near().maxSize();
    long defined = cache.getCacheConfiguration().memory().maxSizeBytes();
    if (defined != maxSize) {
      warn.accept(
          "The cache %s was defined before with a bound of %d bytes and keeps it until the server starts again; %s is %d bytes."
              .formatted(name, defined, SettingKey.L1_MAX_SIZE.key(), maxSize));
    }
    return cache;
  }

  /** Definitions in a server's container outlive the deployment: an earlier one is used again. */
  private <V> Cache<Object, V> defined(String name, Configuration configuration) {
    if (manager.getCacheConfiguration(name) == null) {
      try {
        manager.defineConfiguration(name, configuration);
      } catch (CacheConfigurationException e) {
        if (manager.getCacheConfiguration(name) == null) {
          throw e;
        }
      }
    }
    return manager.getCache(name);
  }
}
