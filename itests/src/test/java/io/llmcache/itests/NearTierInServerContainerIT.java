package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.StoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * The server has a container {@code llmcache}, and web.xml asks for it; the deployment defines its
 * cache in it.
 */
@ArquillianTest
@ServerSetup(InfinispanContainer.class)
class NearTierInServerContainerIT extends StoreContract {

  private final List<String> warnings = new ArrayList<>();

  @Deployment
  static WebArchive war() {
    return NearStores.war("near-container.war", "java:jboss/infinispan/container/llmcache");
  }

  @Override
  protected ResponseStore open(String namespace, long maxBytes) {
    return NearStores.open(namespace, maxBytes, warnings::add);
  }

  @Override
  protected boolean watches() {
    return true;
  }

  @Test
  void theServersContainerIsUsed() {
    try (ResponseStore store = open("said", 64L << 20)) {
      assertThat(store.describe())
          .isEqualTo("infinispan (java:jboss/infinispan/container/llmcache, 64 MB)");
      System.out.println("llmcache near tier in the server's container: " + NearStores.cost(store));
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void entriesOutliveTheStoreThatPutThem() {
    try (ResponseStore store = open("again", 64L << 20)) {
      put(store, key(1), bytes(10, 1), Duration.ofHours(1));
    }

    try (ResponseStore store = open("again", 64L << 20)) {
      assertThat(get(store, key(1))).isEqualTo(bytes(10, 1));
    }
    assertThat(warnings).isEmpty();
  }
}
