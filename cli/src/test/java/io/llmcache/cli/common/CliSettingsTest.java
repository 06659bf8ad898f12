package io.llmcache.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.settings.Mode;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliSettingsTest {

  @TempDir private Path folder;

  @Test
  void theNearestSourceWins() throws IOException {
    Path config = config("llmcache.namespace=file\nllmcache.cache-ttl=60\nother=ignored\n");
    Settings settings =
        read(Map.of("llmcache.namespace", "line"), Map.of("LLMCACHE_CACHE_TTL", "70"), config);
    assertThat(settings.namespace()).isEqualTo("line");
    assertThat(settings.ttl().byDefault()).isEqualTo(Duration.ofSeconds(70));
    assertThat(read(Map.of(), Map.of(), config).namespace()).isEqualTo("file");
  }

  @Test
  void answersAreServedWhateverTheApplicationsDo() throws IOException {
    assertThat(read(Map.of(), Map.of(), config("llmcache.mode=observe")).mode())
        .isEqualTo(Mode.SERVE);
  }

  @Test
  void theSharedTierHasMoreTimeUnlessItIsSaid() throws IOException {
    assertThat(read(Map.of(), Map.of(), null).shared().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(read(Map.of(), Map.of(), config("llmcache.redis-timeout=9s")).shared().timeout())
        .isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void aMistypedKeyIsSaid() throws IOException {
    Path config = config("llmcache.namspace=x");
    assertThatThrownBy(() -> read(Map.of(), Map.of(), config))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.namspace")
        .hasMessageContaining("llmcache.namespace");
    assertThatThrownBy(() -> read(Map.of("namespace", "x"), Map.of(), null))
        .isInstanceOf(ConfigError.class)
        .hasMessage("-Dnamespace: a key begins with llmcache.");
  }

  @Test
  void aMissingFileIsSaid() {
    assertThatThrownBy(() -> read(Map.of(), Map.of(), folder.resolve("none")))
        .isInstanceOf(ConfigError.class)
        .hasMessageContaining("cannot be read (NoSuchFileException)");
  }

  private static Settings read(Map<String, String> line, Map<String, String> env, Path config) {
    return CliSettings.read(line, env, config, warning -> {});
  }

  private Path config(String text) throws IOException {
    return Files.writeString(folder.resolve("config"), text);
  }
}
