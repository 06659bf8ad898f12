package io.llmcache;

import io.llmcache.settings.Configuration;
import io.llmcache.settings.SemanticMode;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsSource;
import io.llmcache.settings.SettingsSources;
import io.llmcache.spi.AnswerJudgeFactory;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.EmbedderFactory;
import io.llmcache.spi.PairVerifier;
import io.llmcache.spi.PairVerifierFactory;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticReport;
import io.llmcache.spi.StoreFactory;
import io.llmcache.spi.Tier;
import io.llmcache.spi.WireFormat;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One cache per deployment, by its class loader: servlet filter, JAX-RS clients and beans of a WAR
 * share it; two WARs share nothing but the stores. Thread-safe.
 */
public final class LlmCaches {

  private static final System.Logger LOG = System.getLogger("io.llmcache");
  private static final String NO_EMBEDDER =
      "llmcache.semantic = %s has no effect, since there is no embedder: add the dependency"
          + " llmcache-embedding, or see the warnings before this one.";
  private static final Map<ClassLoader, LlmCache> CACHES = new WeakHashMap<>();
  private static final Map<LlmCache, List<LlmCacheExtension>> EXTENSIONS =
      new ConcurrentHashMap<>();

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
        String name = nameOf(deployment);
        LOG.log(Level.INFO, "llmcache is ready for %s: %s.".formatted(name, there.description()));
        there.advice().forEach(LlmCaches::warn);
        beginAsDeployment(there, deployment, name);
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
      SemanticReport report = there.semanticReport();
      if (report != null && report.searched() > 0) {
        LOG.log(Level.INFO, "Answers by meaning: " + report + ".");
      }
      end(there);
      there.close();
    }
  }

  private static void beginAsDeployment(LlmCache cache, ClassLoader deployment, String name) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(deployment);
    try {
      begin(cache, deployment, name);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void begin(LlmCache cache, ClassLoader deployment, String name) {
    List<LlmCacheExtension> started = new ArrayList<>();
    Iterator<LlmCacheExtension> found =
        ServiceLoader.load(LlmCacheExtension.class, deployment).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          break;
        }
        LlmCacheExtension extension = found.next();
        started.add(extension);
        extension.started(cache, name);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        // one that this platform has no classes for, or that failed: the cache goes on without it
        LOG.log(Level.WARNING, "An extension of llmcache did not start, and is left out.", e);
      }
    }
    EXTENSIONS.put(cache, List.copyOf(started));
  }

  private static void end(LlmCache cache) {
    for (LlmCacheExtension extension : EXTENSIONS.getOrDefault(cache, List.of())) {
      try {
        extension.stopped(cache);
      } catch (LinkageError | RuntimeException e) {
        LOG.log(Level.WARNING, "An extension of llmcache did not stop.", e);
      }
    }
    EXTENSIONS.remove(cache);
  }

  /**
   * WildFly names a deployment's class loader {@code deployment.shop.war}. A server that runs
   * inside a program may have none.
   */
  private static String nameOf(@Nullable ClassLoader deployment) {
    String name = deployment == null ? "application" : deployment.getName();
    if (name == null || name.isEmpty()) {
      return "loader-" + Integer.toHexString(System.identityHashCode(deployment));
    }
    return name.startsWith("deployment.") ? name.substring("deployment.".length()) : name;
  }

  private static LlmCache make(ClassLoader deployment, SettingsSource... own) {
    List<SettingsSource> sources = new ArrayList<>();
    sources.add(SettingsSource.systemProperties());
    sources.add(SettingsSource.environment(System.getenv()));
    for (SettingsSources platform : ServiceLoader.load(SettingsSources.class, deployment)) {
      sources.addAll(platform.of(deployment));
    }
    sources.addAll(Arrays.asList(own));
    Configuration configuration = Configuration.read(sources, LlmCaches::warn);
    Settings settings = configuration.settings();
    LlmCache.Builder builder = LlmCache.builder(configuration).deployment(deployment);
    for (WireFormat format : ServiceLoader.load(WireFormat.class, deployment)) {
      if (format.getClass().getClassLoader() != LlmCache.class.getClassLoader()) {
        builder.format(format);
      }
    }
    ServiceLoader.load(CacheListener.class, deployment).forEach(builder::listener);
    Map<Tier, ResponseStore> stores = new EnumMap<>(Tier.class);
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      addStores(stores, deployment, settings);
      stores.forEach(builder::store);
      opened.addAll(stores.values());
      addSemantic(builder, deployment, settings, opened);
      return builder.build();
    } catch (RuntimeException | Error e) {
      opened.forEach(LlmCaches::close);
      throw e;
    }
  }

  private static void close(AutoCloseable opened) {
    try {
      opened.close();
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "Something did not close.", e);
    }
  }

  private static void addSemantic(
      LlmCache.Builder builder,
      ClassLoader deployment,
      Settings settings,
      List<AutoCloseable> opened) {
    SemanticMode mode = settings.semantic().mode();
    if (mode == SemanticMode.OFF) {
      builder.withoutEmbedder("llmcache.semantic is off");
      return;
    }
    Embedder embedder =
        first(
            EmbedderFactory.class, deployment, it -> it.create(settings, LlmCaches::warn), opened);
    if (embedder == null) {
      builder.withoutEmbedder(whyNoEmbedder(deployment));
      if (mode != null) {
        warn(NO_EMBEDDER.formatted(mode.name().toLowerCase(Locale.ROOT)));
      }
      return;
    }
    PairVerifier verifier =
        first(
            PairVerifierFactory.class,
            deployment,
            it -> it.create(settings, LlmCaches::warn),
            opened);
    if (verifier == null && settings.semantic().verifier().model() != null) {
      throw new SettingsException(
          "llmcache.verifier-model is set, and nothing here can run it: add the dependency"
              + " llmcache-embedding.");
    }
    builder
        .embedder(embedder)
        .verifier(verifier)
        .judge(
            first(
                AnswerJudgeFactory.class,
                deployment,
                it -> it.create(settings, LlmCaches::warn),
                opened));
  }

  private static String whyNoEmbedder(ClassLoader deployment) {
    return ServiceLoader.load(EmbedderFactory.class, deployment).findFirst().isEmpty()
        ? "there is no embedder: llmcache-embedding is not among the dependencies"
        : "no embedder could be made";
  }

  /** What the first factory makes that makes anything, or null. */
  private static <F, T extends AutoCloseable> @Nullable T first(
      Class<F> type,
      ClassLoader deployment,
      Function<F, @Nullable T> create,
      List<AutoCloseable> opened) {
    for (F factory : ServiceLoader.load(type, deployment)) {
      T made = create.apply(factory);
      if (made != null) {
        opened.add(made);
        return made;
      }
    }
    return null;
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
