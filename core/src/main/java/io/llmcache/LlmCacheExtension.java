package io.llmcache;

/**
 * Told when a deployment's cache is ready and when it ends: what shows it to a platform (JMX,
 * metrics, health) begins and ends there. Found by {@link java.util.ServiceLoader} through the
 * deployment's class loader. What it throws is logged once and ignored.
 */
public interface LlmCacheExtension {

  /**
   * The cache is ready. Must be quick: the deployment's first request may be waiting. The calling
   * thread's context class loader is the deployment's.
   *
   * @param deployment the name that a person knows the deployment by, such as {@code shop.war}
   */
  void started(LlmCache cache, String deployment);

  /** The cache is about to close. Called once for each cache that was started. */
  void stopped(LlmCache cache);
}
