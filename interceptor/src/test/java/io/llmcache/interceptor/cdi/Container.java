package io.llmcache.interceptor.cdi;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.settings.SettingsSource;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Map;

/** A CDI container with some beans, and the cache of their deployment. */
final class Container implements AutoCloseable {

  private static final ClassLoader DEPLOYMENT = Container.class.getClassLoader();

  private final LlmCache cache;
  private final SeContainer beans;

  Container(Map<String, String> settings, Class<?>... beans) {
    cache = LlmCaches.start(DEPLOYMENT, SettingsSource.ofMap("the test", true, settings));
    try {
      this.beans = deploy(beans);
    } catch (RuntimeException | Error e) {
      LlmCaches.stop(DEPLOYMENT);
      throw e;
    }
  }

  /** The beans alone. */
  static SeContainer deploy(Class<?>... beans) {
    return SeContainerInitializer.newInstance()
        .disableDiscovery()
        .addExtensions(new LlmCachedExtension())
        .addBeanClasses(beans)
        .initialize();
  }

  <T> T bean(Class<T> type) {
    return beans.select(type).get();
  }

  SeContainer beans() {
    return beans;
  }

  LlmCache cache() {
    return cache;
  }

  @Override
  public void close() {
    beans.close();
    LlmCaches.stop(DEPLOYMENT);
  }
}
