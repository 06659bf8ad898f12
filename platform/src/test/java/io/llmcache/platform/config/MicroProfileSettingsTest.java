package io.llmcache.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.platform.Deployment;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroProfileSettingsTest {

  @TempDir Path folder;

  private Deployment deployment;

  @BeforeEach
  void deploy() {
    deployment = new Deployment(folder);
  }

  @AfterEach
  void undeploy() {
    deployment.close();
  }

  @Test
  void theArchivesFileHasSettings() throws Exception {
    file("llmcache.cache-ttl=7", "other.key=1", "base=shop", "llmcache.namespace=${base}-a");

    assertThat(deployment.start().settings().namespace()).isEqualTo("shop-a");
    assertThat(deployment.start().settings().ttl().of("any")).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void anUnknownKeyInTheArchiveIsAnErrorWithADidYouMean() throws Exception {
    file("llmcache.cache-tll=7");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(deployment::start)
        .withMessageContaining("llmcache.cache-tll in MicroProfile Config (")
        .withMessageContaining("Did you mean llmcache.cache-ttl?");
  }

  @Test
  void aWrongValueNamesItsPlace() throws Exception {
    file("llmcache.cache-ttl=soon");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(deployment::start)
        .withMessageContaining("\"soon\"")
        .withMessageContaining("microprofile-config.properties");
  }

  @Test
  void anExpressionThatLeadsNowhereIsAnError() throws Exception {
    file("llmcache.namespace=${no.such.key}-a");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(deployment::start)
        .withMessageContaining("llmcache.namespace")
        .withMessageContaining("${no.such.key}");
  }

  @Test
  void aSourceOfTheServersIsNotTheDeploymentsOwnAndGoesBeforeIt() throws Exception {
    file("llmcache.namespace=mine", "llmcache.cache-ttl=7");

    List<SettingsSource> sources =
        read(
            new PropertiesConfigSource(
                Map.of("llmcache.namespace", "ours", "llmcache.new-key", "1"), "server", 150));

    assertThat(sources).hasSize(2);
    assertThat(sources.get(0).ownedByDeployment()).isFalse();
    assertThat(sources.get(0).get("llmcache.namespace")).isEqualTo("ours");
    assertThat(sources.get(1).ownedByDeployment()).isTrue();
    assertThat(sources.get(1).keys()).containsExactly("llmcache.cache-ttl");
  }

  @Test
  void profilesHold() throws Exception {
    file("llmcache.namespace=plain", "%test.llmcache.namespace=profiled");

    SmallRyeConfig config = config(List.of(), "test");

    assertThat(ConfigReader.read(config, new ConfigOrigins(deployment.loader())))
        .extracting(source -> source.get("llmcache.namespace"))
        .containsExactly("profiled");
  }

  @Test
  void theEnvironmentIsNotReadTwice() throws Exception {
    System.setProperty("llmcache.unheard-of", "1");
    try {
      assertThat(read()).allSatisfy(source -> assertThat(source.keys()).isEmpty());
    } finally {
      System.clearProperty("llmcache.unheard-of");
    }
  }

  private List<SettingsSource> read(PropertiesConfigSource... server) {
    SmallRyeConfig config = config(List.of(server), "prod");
    return ConfigReader.read(config, new ConfigOrigins(deployment.loader()));
  }

  private SmallRyeConfig config(List<PropertiesConfigSource> server, String profile) {
    return new SmallRyeConfigBuilder()
        .forClassLoader(deployment.loader())
        .addDefaultInterceptors()
        .addDefaultSources()
        .withProfile(profile)
        .withSources(server.toArray(PropertiesConfigSource[]::new))
        .build();
  }

  private void file(String... lines) throws IOException {
    Files.createDirectories(folder.resolve("META-INF"));
    Files.write(folder.resolve("META-INF/microprofile-config.properties"), List.of(lines));
  }
}
