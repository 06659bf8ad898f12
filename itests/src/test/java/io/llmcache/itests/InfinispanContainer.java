package io.llmcache.itests;

import java.io.IOException;
import org.jboss.as.arquillian.api.ServerSetupTask;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/** Gives the server a cache container {@code llmcache}, and takes it away after the test class. */
class InfinispanContainer implements ServerSetupTask {

  private static final ModelNode ADDRESS =
      Operations.createAddress("subsystem", "infinispan", "cache-container", "llmcache");

  @Override
  public void setup(ManagementClient client, String container) throws Exception {
    ModelNode add = Operations.createAddOperation(ADDRESS);
    add.get("marshaller").set("PROTOSTREAM");
    run(client, add);
  }

  @Override
  public void tearDown(ManagementClient client, String container) throws Exception {
    ModelNode remove = Operations.createRemoveOperation(ADDRESS);
    remove.get("operation-headers", "allow-resource-service-restart").set(true);
    run(client, remove);
  }

  final void run(ManagementClient client, ModelNode operation) throws IOException {
    ModelNode result = client.getControllerClient().execute(operation);
    if (!Operations.isSuccessfulOutcome(result)) {
      throw new IllegalStateException(Operations.getFailureDescription(result).asString());
    }
  }

  /** And a cache {@code llmcache} in it, off the heap and bounded by a number of entries. */
  static final class WithCache extends InfinispanContainer {

    /** Of the contract's 32 KB, they stay below 64 MB. */
    private static final int ENTRIES = 1_800;

    private static final ModelNode CACHE = ADDRESS.clone().add("local-cache", "llmcache");

    @Override
    public void setup(ManagementClient client, String container) throws Exception {
      super.setup(client, container);
      ModelNode memory = Operations.createAddOperation(CACHE.clone().add("memory", "off-heap"));
      memory.get("size").set(ENTRIES);
      // in one step: a cache that is there already gets its new memory only at the next reload
      run(
          client,
          Operations.CompositeOperationBuilder.create()
              .addStep(Operations.createAddOperation(CACHE))
              .addStep(memory)
              .build()
              .getOperation());
    }
  }
}
