package io.llmcache.settings;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One place that settings come from. Read once, when the engine starts. */
public interface SettingsSource {

  /** How a person names the place, for messages: "system properties". */
  String name();

  /** All keys in it that begin with {@link SettingKey#PREFIX}, known or not. */
  Set<String> keys();

  /** The value, or null. */
  @Nullable String get(String key);

  /**
   * Whether the place belongs to this deployment alone. There an unknown key is an error; in a
   * place that others share it is a warning, since a newer version next door may own it.
   */
  boolean ownedByDeployment();

  /** System properties. */
  static SettingsSource systemProperties() {
    Properties properties = System.getProperties();
    Map<String, String> map = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return ofMap("system properties", false, map);
  }

  /** Environment variables: {@code LLMCACHE_CACHE_TTL} is {@code llmcache.cache-ttl}. */
  static SettingsSource environment(Map<String, String> variables) {
    Map<String, String> map = new TreeMap<>();
    String prefix = "LLMCACHE_";
    variables.forEach(
        (variable, value) -> {
          if (variable.startsWith(prefix)) {
            map.put(keyOf(variable), value);
          }
        });
    return ofMap("the environment", false, map);
  }

  /** A map; entries that do not begin with the prefix are left out. */
  static SettingsSource ofMap(String name, boolean owned, Map<String, String> map) {
    Map<String, String> ours = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          if (key.startsWith(SettingKey.PREFIX)) {
            ours.put(key, value);
          }
        });
    return new MapSource(name, owned, Map.copyOf(ours));
  }

  private static String keyOf(String variable) {
    for (SettingKey key : SettingKey.values()) {
      if (key.variable().equals(variable)) {
        return key.key();
      }
    }
    return SettingKey.PREFIX
        + variable
            .substring(SettingKey.PREFIX.length())
            .toLowerCase(java.util.Locale.ROOT)
            .replace('_', '-');
  }
}
