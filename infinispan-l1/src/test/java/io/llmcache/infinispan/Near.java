package io.llmcache.infinispan;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import java.util.List;
import java.util.Map;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/** Short words for the tests of this room. */
final class Near {

  private Near() {}

  static Settings settings(String namespace, long maxBytes) {
    return SettingsReader.read(
        List.of(
            SettingsSource.ofMap(
                "the test",
                true,
                Map.of(
                    "llmcache.namespace",
                    namespace,
                    "llmcache.l1-max-size",
                    String.valueOf(maxBytes)))),
        warning -> {});
  }

  /** A manager that plays the server's container. */
  static EmbeddedCacheManager container() {
    GlobalConfigurationBuilder builder = new GlobalConfigurationBuilder().nonClusteredDefault();
    builder.cacheManagerName("server");
    builder.jmx().disable();
    return new DefaultCacheManager(builder.build());
  }
}
