package io.llmcache.embedding;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings as an administrator would write them. */
final class SettingsOf {

  private SettingsOf() {}

  /** Key, value, key, value and so on; keys without the prefix. */
  static Settings with(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put("llmcache." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return SettingsReader.read(List.of(SettingsSource.ofMap("test", true, values)), warning -> {});
  }
}
