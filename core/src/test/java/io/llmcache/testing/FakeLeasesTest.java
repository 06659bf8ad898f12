package io.llmcache.testing;

import io.llmcache.spi.ResponseStore;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The leases that the engine's tests use behave as real ones do. */
class FakeLeasesTest extends LeaseContract {

  private final Map<String, FakeSharedTier> tiers = new HashMap<>();

  @Override
  protected ResponseStore open(String namespace) {
    return tiers
        .computeIfAbsent(namespace, any -> new FakeSharedTier(InstantSource.system()))
        .node();
  }
}
