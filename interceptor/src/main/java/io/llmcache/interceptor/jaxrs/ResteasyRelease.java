package io.llmcache.interceptor.jaxrs;

import io.llmcache.LlmCache;
import io.llmcache.LlmCacheExtension;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Lets RESTEasy forget a deployment that ends. Without RESTEasy it does nothing. Where it cannot do
 * its work, the deployment's classes stay in memory and all else ends as always.
 *
 * <p>Public because the service loader makes it.
 */
public final class ResteasyRelease implements LlmCacheExtension {

  private static final System.Logger LOG = System.getLogger(ResteasyRelease.class.getName());

  private volatile @Nullable ClassLoader deployment;

  @Override
  public void started(LlmCache cache, String name) {
    deployment = Thread.currentThread().getContextClassLoader();
  }

  @Override
  public void stopped(LlmCache cache) {
    ClassLoader ended = deployment;
    deployment = null;
    if (ended == null) {
      return;
    }
    try {
      ResteasyFactories.forget(ended);
    } catch (NoClassDefFoundError e) {
      // no RESTEasy here
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      LOG.log(Level.DEBUG, "This version of RESTEasy keeps the classes of what ended.", e);
    }
  }
}
