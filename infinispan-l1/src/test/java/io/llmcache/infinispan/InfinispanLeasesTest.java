package io.llmcache.infinispan;

import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.LeaseContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The leases of two nodes without a shared tier. */
class InfinispanLeasesTest extends LeaseContract {

  private static Nodes nodes;

  private int opened;

  @BeforeAll
  static void start() {
    nodes = Nodes.two("leases");
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  /** Now on the one, now on the other. */
  @Override
  protected ResponseStore open(String namespace) {
    return nodes.store(opened++ % 2, Map.of("llmcache.namespace", namespace));
  }
}
