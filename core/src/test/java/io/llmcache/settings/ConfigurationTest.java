package io.llmcache.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

  private static Configuration of(String... pairs) {
    Map<String, String> map = new java.util.TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return Configuration.read(List.of(SettingsSource.ofMap("a test", true, map)), warning -> {});
  }

  @Test
  void aChangeGoesBeforeEverySourceUntilItIsTakenBack() {
    Configuration configuration = of("llmcache.cache-ttl", "2h");

    configuration.change("cache-ttl", "5m");

    assertThat(configuration.settings().ttl().of("any")).isEqualTo(Duration.ofMinutes(5));
    assertThat(configuration.text(SettingKey.CACHE_TTL)).isEqualTo("5m");
    assertThat(configuration.changes()).containsExactly(Map.entry("llmcache.cache-ttl", "5m"));

    configuration.change("llmcache.cache-ttl", null);

    assertThat(configuration.settings().ttl().of("any")).isEqualTo(Duration.ofHours(2));
    assertThat(configuration.changes()).isEmpty();
  }

  @Test
  void aWrongValueChangesNothingAndIsNamed() {
    Configuration configuration = of();
    configuration.change("similarity-threshold", "0.97");

    assertThatThrownBy(() -> configuration.change("similarity-threshold", "97"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.similarity-threshold = \"97\" (from a change at run time)");

    assertThat(configuration.text(SettingKey.SIMILARITY_THRESHOLD)).isEqualTo("0.97");
  }

  @Test
  void whatIsDecidedAtTheStartDoesNotChange() {
    assertThatThrownBy(() -> of().change("llmcache.redis-url", "redis://127.0.0.1:1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.redis-url cannot be changed")
        .hasMessageContaining("llmcache.cache-ttl");
    assertThatThrownBy(() -> of().change("llmcache.cache-tll", "1"))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void settingsThatAProgramGaveDoNotChange() {
    Configuration configuration = Configuration.of(SettingsReader.defaults());

    assertThatThrownBy(() -> configuration.change("mode", "off"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("given by the program");
  }

  @Test
  void aMethodHasSettingsOfItsOwn() {
    Configuration configuration =
        of(
            "llmcache.method.Prices.of.ttl", "10m",
            "llmcache.method.Prices.of.threshold", "0.98",
            "llmcache.method.Prices.of.cached", "false");

    MethodSettings method = configuration.settings().methods().of("Prices.of");

    assertThat(method)
        .isEqualTo(new MethodSettings(Duration.ofMinutes(10), null, 0.98, null, false));
    assertThat(configuration.settings().methods().of("Prices.other"))
        .isEqualTo(MethodSettings.NONE);

    configuration.change("llmcache.method.Prices.of.cached", "true");

    assertThat(configuration.settings().methods().of("Prices.of").cached()).isTrue();
  }

  @Test
  void aMethodsKeysAreCheckedToo() {
    assertThatThrownBy(() -> of("llmcache.method.Prices.of.tll", "10m"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("Unknown key llmcache.method.Prices.of.tll");
    assertThatThrownBy(() -> of("llmcache.method.Prices.of.scope", "everybody"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("it is caller or application");
  }
}
