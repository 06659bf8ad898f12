package io.llmcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartAdviceTest {

  @Test
  void defaultsWithoutASharedTierAreNotSpokenAbout() {
    assertThat(StartAdvice.on(settings(Map.of()), false)).isEmpty();
  }

  @Test
  void aModeThatServesNothingIsSaid() {
    assertThat(StartAdvice.on(settings(Map.of("llmcache.mode", "off")), false))
        .singleElement()
        .asString()
        .contains("llmcache.mode is off", "serve");
    assertThat(StartAdvice.on(settings(Map.of("llmcache.mode", "observe")), false))
        .singleElement()
        .asString()
        .contains("llmcache.mode is observe");
  }

  @Test
  void answersThatAllShareAreSaid() {
    assertThat(StartAdvice.on(settings(Map.of("llmcache.tenant", "shared")), true))
        .singleElement()
        .asString()
        .contains("llmcache.tenant is shared");
  }

  @Test
  void aSharedTierWantsASecret(@org.junit.jupiter.api.io.TempDir Path folder) {
    assertThat(StartAdvice.on(settings(Map.of()), true))
        .singleElement()
        .asString()
        .contains("llmcache.secret-file");
    String file = folder.resolve("secret").toString();
    assertThat(StartAdvice.on(settings(Map.of("llmcache.secret-file", file)), true)).isEmpty();
  }

  private static Settings settings(Map<String, String> own) {
    return SettingsReader.read(List.of(SettingsSource.ofMap("the test", true, own)), warning -> {});
  }
}
