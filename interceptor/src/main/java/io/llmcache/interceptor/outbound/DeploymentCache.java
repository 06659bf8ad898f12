package io.llmcache.interceptor.outbound;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.exchange.WayIn;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cache that a decorated client asks, and whether it asks it. Thread-safe; never throws. */
public final class DeploymentCache {

  private static final System.Logger LOG = System.getLogger(DeploymentCache.class.getName());

  private final Supplier<LlmCache> cache;
  private final AtomicBoolean reported = new AtomicBoolean();

  private DeploymentCache(Supplier<LlmCache> cache) {
    this.cache = cache;
  }

  /**
   * The cache of the deployment that the calling thread belongs to now; made when it is first asked
   * for. Later callers may be on any thread.
   */
  public static DeploymentCache ofThisThread() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? LlmCaches.class.getClassLoader() : context;
    return new DeploymentCache(() -> LlmCaches.start(loader));
  }

  public static DeploymentCache of(LlmCache cache) {
    return new DeploymentCache(() -> cache);
  }

  /** The cache if it looks at such a request, else null. Cheap once the cache is there. */
  public @Nullable LlmCache lookingAt(String method, URI target) {
    try {
      LlmCache there = cache.get();
      return there.looksAt(WayIn.CLIENT, method, target) ? there : null;
    } catch (RuntimeException e) {
      report(e);
      return null;
    }
  }

  /** Says aloud once that the cache kept out of a call: what is wrong is mostly wrong each time. */
  public void report(RuntimeException e) {
    Level level = reported.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
    LOG.log(level, "llmcache keeps out of a call that it could not handle.", e);
  }
}
