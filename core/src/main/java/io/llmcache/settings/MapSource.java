package io.llmcache.settings;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

record MapSource(String name, boolean ownedByDeployment, Map<String, String> values)
    implements SettingsSource {

  @Override
  public Set<String> keys() {
    return values.keySet();
  }

  @Override
  public @Nullable String get(String key) {
    return values.get(key);
  }
}
