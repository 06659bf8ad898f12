package io.llmcache.interceptor.jaxrs;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.settings.SettingsSource;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Something with a class loader of its own, so with a cache of its own. */
final class Deployment implements AutoCloseable {

  private final ClassLoader loader =
      new URLClassLoader(new URL[0], Deployment.class.getClassLoader());
  private final LlmCache cache;

  /** Clients in it look at 127.0.0.1, unless the settings say otherwise. */
  Deployment(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("llmcache.upstream-hosts", "127.0.0.1");
    cache = LlmCaches.start(loader, SettingsSource.ofMap("the test", true, all));
  }

  LlmCache cache() {
    return cache;
  }

  /** Runs the work on this thread, as a thread of the deployment. */
  <T> T run(Callable<T> work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() {
    LlmCaches.stop(loader);
  }
}
