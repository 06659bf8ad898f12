package io.llmcache.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Outcome;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.Waiting;
import java.util.List;
import java.util.Map;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.Test;

/** Over a replicated near tier each node finds by meaning what another stored. */
class ReplicatedMeaningTest {

  private static final String STORED = "Please explain how the garden pump of our house works";
  private static final String ALIKE = "Explain please how the garden pump of our house works";

  @Test
  void aNodeAnswersByMeaningWhatAnotherStored() throws Exception {
    try (EmbeddedCacheManager one = container("one");
        EmbeddedCacheManager other = container("other");
        LlmCache here = cache(one);
        LlmCache there = cache(other)) {
      Waiting.until(() -> other.getMembers().size() == 2, "the nodes do not find each other");

      Calls.answer(here.open(Calls.asking(STORED)));

      CacheRequest noCall = Calls.with(Calls.asking(ALIKE), "Cache-Control", "only-if-cached");
      Waiting.until(() -> status(there.open(noCall)).contains("semantic-"), "nothing is found");
      assertThat(Calls.text(Calls.served(there.open(Calls.asking(ALIKE)))))
          .isEqualTo(OpenAiChatFixtures.REPLY);
    }
  }

  private static String status(Outcome outcome) {
    return Calls.status(Calls.served(outcome));
  }

  private static LlmCache cache(EmbeddedCacheManager container) {
    return LlmCache.builder(
            SettingsReader.read(
                List.of(SettingsSource.ofMap("the test", true, Map.of())), warning -> {}))
        .store(
            Tier.L1,
            InfinispanStore.inSharedCache(
                container.getCache("near"), "default", "replicated", null))
        .embedder(new FakeEmbedder())
        .build();
  }

  private static EmbeddedCacheManager container(String name) {
    GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
    global
        .transport()
        .nodeName(name)
        .clusterName("replicated-meaning")
        .addProperty("configurationFile", "io/llmcache/infinispan/in-this-jvm.xml");
    global.jmx().disable();
    ConfigurationBuilder near = new ConfigurationBuilder();
    near.clustering().cacheMode(CacheMode.REPL_SYNC);
    EmbeddedCacheManager manager = new DefaultCacheManager(global.build());
    manager.defineConfiguration("near", near.build());
    return manager;
  }
}
