package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.StoreContract;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The server has Infinispan, but no container for us: the deployment has a manager of its own. */
@ArquillianTest
class NearTierOfDeploymentIT extends StoreContract {

  private final List<String> warnings = new ArrayList<>();

  @Deployment
  static WebArchive war() {
    return NearStores.war("near-own.war");
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
  void theServersClassesAreUsed() {
    long begin = System.nanoTime();
    try (ResponseStore store = open("said", 64L << 20)) {
      long millis = (System.nanoTime() - begin) / 1_000_000;
      assertThat(store.describe()).isEqualTo("infinispan (of this deployment, 64 MB)");
      System.out.println(
          "llmcache near tier of the deployment: open %d ms, %s"
              .formatted(millis, NearStores.cost(store)));
    }
    assertThat(warnings).isEmpty();
  }
}
