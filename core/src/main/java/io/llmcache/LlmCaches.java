package io.llmcache;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.StoreFactory;
import io.llmcache.spi.Tier;
import io.llmcache.spi.WireFormat;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.WeakHashMap;

/**
 * One cache per deployment, by its class loader: servlet filter, JAX-RS clients and beans of a WAR
 * share it; two WARs share nothing but the stores. Thread-safe.
 */
public final class LlmCaches {

  private static final System.Logger LOG = System.getLogger("io.llmcache");
  private static final Map<ClassLoader, LlmCache> CACHES = new WeakHashMap<>();

  private LlmCaches() {}

  /**
   * The cache of the calling thread's deployment (its context class loader), made on first use from
   * system properties, the environment and what {@link ServiceLoader} finds.
   *
   * @throws io.llmcache.settings.SettingsException if the settings are wrong
   */
  public static LlmCache current() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return start(context == null ? LlmCaches.class.getClassLoader() : context);
  }

  /**
   * The cache of a deployment; made if it is not there yet. Blocks for a short, bounded time.
   *
   * @param own sources of the deployment's own, such as servlet init parameters; read only if the
   *     cache is made by this call
   * @throws io.llmcache.settings.SettingsException if the settings are wrong
   */
  public static LlmCache start(ClassLoader deployment, SettingsSource... own) {
    synchronized (CACHES) {
      LlmCache there = CACHES.get(deployment);
      if (there == null) {
        there = make(deployment, own);
        there.warmUp();
        CACHES.put(deployment, there);
        LOG.log(Level.INFO, "llmcache is ready: " + there.description() + ".");
      }
      return there;
    }
  }

  /** Closes the deployment's cache, if it has one. */
  public static void stop(ClassLoader deployment) {
    LlmCache there;
    synchronized (CACHES) {
      there = CACHES.remove(deployment);
    }
    if (there != null) {
      there.close();
    }
  }

  private static LlmCache make(ClassLoader deployment, SettingsSource... own) {
    List<SettingsSource> sources = new ArrayList<>();
    sources.add(SettingsSource.systemProperties());
    sources.add(SettingsSource.environment(System.getenv()));
    sources.addAll(Arrays.asList(own));
    Settings settings = SettingsReader.read(sources, LlmCaches::warn);
    LlmCache.Builder builder = LlmCache.builder(settings).deployment(deployment);
    for (WireFormat format : ServiceLoader.load(WireFormat.class, deployment)) {
      if (format.getClass().getClassLoader() != LlmCache.class.getClassLoader()) {
        builder.format(format);
      }
    }
    ServiceLoader.load(CacheListener.class, deployment).forEach(builder::listener);
    Map<Tier, ResponseStore> stores = new EnumMap<>(Tier.class);
    try {
      addStores(stores, deployment, settings);
      stores.forEach(builder::store);
      return builder.build();
    } catch (RuntimeException | Error e) {
      stores.values().forEach(ResponseStore::close);
      throw e;
    }
  }

  /** The first factory of each tier that makes a store. */
  private static void addStores(
      Map<Tier, ResponseStore> stores, ClassLoader deployment, Settings settings) {
    for (StoreFactory factory : ServiceLoader.load(StoreFactory.class, deployment)) {
      if (!stores.containsKey(factory.tier())) {
        ResponseStore store = factory.create(settings, LlmCaches::warn);
        if (store != null) {
          stores.put(factory.tier(), store);
        }
      }
    }
  }

  private static void warn(String message) {
    LOG.log(Level.WARNING, message);
  }
}
