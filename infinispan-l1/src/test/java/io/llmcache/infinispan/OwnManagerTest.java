package io.llmcache.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.Tier;
import io.llmcache.testing.StoreContract;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Without a server: a manager of the deployment's own. */
class OwnManagerTest extends StoreContract {

  private final List<String> warnings = new ArrayList<>();

  @Override
  protected boolean watches() {
    return true;
  }

  @Override
  protected ResponseStore open(String namespace, long maxBytes) {
    return Objects.requireNonNull(
        new InfinispanStoreFactory().create(Near.settings(namespace, maxBytes), warnings::add));
  }

  @Test
  void isTheNearTier() {
    assertThat(new InfinispanStoreFactory().tier()).isEqualTo(Tier.L1);
  }

  @Test
  void saysItsBoundAndWarnsOfNothing() {
    try (ResponseStore store = open("n", 64L << 20)) {
      assertThat(store.describe()).isEqualTo("infinispan (of this deployment, 64 MB)");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() {
    Settings elsewhere =
        SettingsReader.read(
            List.of(
                SettingsSource.ofMap(
                    "the test", true, Map.of("llmcache.infinispan-container", "ldap://h/c"))),
            warnings::add);

    assertThatThrownBy(() -> new InfinispanStoreFactory().create(elsewhere, warnings::add))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.infinispan-container = \"ldap://h/c\"");
  }

  @Test
  void aMissingContainerThatWasAskedForIsTold() {
    Settings missing =
        SettingsReader.read(
            List.of(
                SettingsSource.ofMap(
                    "the test", true, Map.of("llmcache.infinispan-container", "java:app/none"))),
            warnings::add);

    try (ResponseStore store =
        Objects.requireNonNull(new InfinispanStoreFactory().create(missing, warnings::add))) {
      assertThat(store.describe()).contains("of this deployment");
    }
    assertThat(warnings).singleElement().asString().contains("java:app/none");
  }

  @Test
  void aJGroupsFileMakesDeploymentsOfOneNamespaceACluster() {
    try (ResponseStore here = member("n", "io/llmcache/infinispan/in-this-jvm.xml");
        ResponseStore there = member("n", "io/llmcache/infinispan/in-this-jvm.xml");
        ResponseStore other = member("m", "io/llmcache/infinispan/in-this-jvm.xml")) {
      assertThat(here.describe()).isEqualTo("infinispan (of this deployment, replicated, 64 MB)");
      CacheKey key = new CacheKey(new byte[32]);
      byte[] entry = {1, 2, 3};

      await(here.put(key, entry, Duration.ofHours(1)));

      assertThat(await(there.get(key))).isEqualTo(entry);
      assertThat(await(other.get(key))).isNull();
      long number = await(Objects.requireNonNull(here.epochs()).raise(Set.of("tag:a"), 1));
      assertThat(await(Objects.requireNonNull(there.epochs()).read()))
          .containsEntry("tag:a", number);
      assertThat(await(Objects.requireNonNull(other.epochs()).read())).isEmpty();
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aJGroupsFileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> member("n", "no-such.xml"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.cluster = \"no-such.xml\"");
  }

  private ResponseStore member(String namespace, String file) {
    Map<String, String> settings =
        Map.of(
            "llmcache.namespace", namespace,
            "llmcache.cluster", file,
            "llmcache.l1-max-size", "64MB");
    return Objects.requireNonNull(
        new InfinispanStoreFactory()
            .create(
                SettingsReader.read(
                    List.of(SettingsSource.ofMap("the test", true, settings)), warnings::add),
                warnings::add));
  }

  @Test
  void closeEndsTheManagersThreads() {
    try (ResponseStore store = open("n", 64L << 20)) {
      await(store.ping());
    }
    Waiting.until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(
                    name -> name.contains("expiration-thread") || name.startsWith("non-blocking")),
        "threads of the manager are left");
  }
}
