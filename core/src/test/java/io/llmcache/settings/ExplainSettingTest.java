package io.llmcache.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainSettingTest {

  private static Configuration configuration(Map<String, String> settings) {
    return Configuration.read(List.of(SettingsSource.ofMap("test", true, settings)), warning -> {});
  }

  @Test
  void byDefaultNobodyFromOutsideMayAsk() {
    Explain explain = SettingsReader.defaults().explain();
    assertThat(explain).isEqualTo(new Explain(Explain.Access.OFF, "", Explain.Sample.OFF));
  }

  @Test
  void bothCanBeChangedWhileTheCacheRuns() {
    Configuration configuration = configuration(Map.of("llmcache.explain", "role:support"));
    assertThat(configuration.settings().explain().role()).isEqualTo("support");
    configuration.change("explain", "all");
    configuration.change("explain-sample", "misses");
    assertThat(configuration.settings().explain())
        .isEqualTo(new Explain(Explain.Access.ALL, "", Explain.Sample.MISSES));
    configuration.change("explain", null);
    assertThat(configuration.settings().explain().access()).isEqualTo(Explain.Access.ROLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "role:", "role: ", "role", "support"})
  void aWrongValueIsNamedWithTheRightOnes(String value) {
    assertThatThrownBy(() -> configuration(Map.of("llmcache.explain", value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.explain = \"" + value.trim() + "\"")
        .hasMessageContaining("off, role:NAME, all");
  }
}
