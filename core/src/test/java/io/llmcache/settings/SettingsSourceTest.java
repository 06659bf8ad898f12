package io.llmcache.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsSourceTest {

  @ParameterizedTest
  @EnumSource(SettingKey.class)
  void everyKeyHasAVariableOfItsOwn(SettingKey key) {
    SettingsSource source = SettingsSource.environment(Map.of(key.variable(), "v"));

    assertThat(source.keys()).containsExactly(key.key());
    assertThat(source.get(key.key())).isEqualTo("v");
    assertThat(key.variable()).matches("LLMCACHE_[A-Z0-9_]+");
  }

  @Test
  void anUnknownVariableIsAWarningWithAProposal() {
    List<String> warnings = new ArrayList<>();

    SettingsReader.read(
        List.of(SettingsSource.environment(Map.of("LLMCACHE_CACHE_TTLS", "5", "PATH", "/bin"))),
        warnings::add);

    assertThat(warnings)
        .containsExactly(
            "Unknown key llmcache.cache-ttls in the environment. Did you mean llmcache.cache-ttl?"
                + " It is ignored.");
  }

  @Test
  void otherVariablesAndPropertiesAreNotLookedAt() {
    assertThat(SettingsSource.environment(Map.of("LLMCACHED", "1", "llmcache_mode", "off")).keys())
        .isEmpty();
    assertThat(
            SettingsSource.ofMap("m", true, Map.of("mode", "off", "LLMCACHE_MODE", "off")).keys())
        .isEmpty();
  }

  @Test
  void systemPropertiesAreReadAndShared() {
    System.setProperty("llmcache.namespace", "from-a-property");
    try {
      SettingsSource source = SettingsSource.systemProperties();

      assertThat(source.get("llmcache.namespace")).isEqualTo("from-a-property");
      assertThat(source.ownedByDeployment()).isFalse();
      assertThat(source.keys()).allMatch(key -> key.startsWith("llmcache."));
    } finally {
      System.clearProperty("llmcache.namespace");
    }
  }
}
