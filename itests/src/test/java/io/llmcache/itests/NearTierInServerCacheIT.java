package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.StoreContract;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The administrator defined a cache {@code llmcache}, and the deployment's web.xml asks for it. */
@ArquillianTest
@ServerSetup(InfinispanContainer.WithCache.class)
class NearTierInServerCacheIT extends StoreContract {

  private final List<String> warnings = new ArrayList<>();

  @Deployment
  static WebArchive war() {
    return NearStores.war("near-cache.war", "java:jboss/infinispan/cache/llmcache/llmcache");
  }

  @Override
  protected ResponseStore open(String namespace, long maxBytes) {
    return NearStores.open(namespace, maxBytes, warnings::add);
  }

  @Override
  protected boolean watches() {
    return true;
  }

  /** The administrator's, not ours to choose. */
  @Override
  protected long bound() {
    return 64L << 20;
  }

  @Test
  void theServersCacheIsUsed() {
    try (ResponseStore store = open("said", 64L << 20)) {
      assertThat(store.describe())
          .isEqualTo("infinispan (java:jboss/infinispan/container/llmcache, cache llmcache)");
      System.out.println("llmcache near tier in the server's cache: " + NearStores.cost(store));
    }
    assertThat(warnings).isEmpty();
  }
}
