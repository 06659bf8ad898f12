package io.llmcache.infinispan;

import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.StoreContract;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A cache that an administrator defined, with a bound of the administrator's own. */
class SharedCacheTest extends StoreContract {

  private static EmbeddedCacheManager container;

  @BeforeAll
  static void start() {
    container = Near.container();
  }

  @AfterAll
  static void stop() {
    container.stop();
  }

  @Override
  protected boolean watches() {
    return true;
  }

  /** One cache for each bound that is asked for; all namespaces share it. */
  @Override
  protected ResponseStore open(String namespace, long maxBytes) {
    String name = "llmcache-" + maxBytes;
    if (container.getCacheConfiguration(name) == null) {
      ConfigurationBuilder builder = new ConfigurationBuilder();
      builder.encoding().mediaType(MediaType.APPLICATION_PROTOSTREAM);
      builder.memory().maxSize(maxBytes + "B");
      container.defineConfiguration(name, builder.build());
    }
    return InfinispanStore.inSharedCache(container.getCache(name), namespace, name, null);
  }
}
