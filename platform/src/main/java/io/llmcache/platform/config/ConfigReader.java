package io.llmcache.platform.config;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsSource;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Reads the settings among the properties of a configuration, each from the source that wins. */
final class ConfigReader {

  private static final System.Logger LOG = System.getLogger("io.llmcache");

  private ConfigReader() {}

  /**
   * In the order of their ordinals.
   *
   * @throws SettingsException where an expression in a value cannot be resolved
   */
  static List<SettingsSource> read(ClassLoader deployment) {
    Config config;
    try {
      config = ConfigProvider.getConfig(deployment);
    } catch (IllegalStateException | LinkageError e) {
      LOG.log(Level.DEBUG, "There is no MicroProfile Config here.", e);
      return List.of();
    }
    return read(config, new ConfigOrigins(deployment));
  }

  static List<SettingsSource> read(Config config, ConfigOrigins origins) {
    List<ConfigSource> places = new ArrayList<>();
    config.getConfigSources().forEach(places::add);
    places.sort(Comparator.comparingInt(ConfigSource::getOrdinal).reversed());
    Map<String, Map<String, String>> byPlace = new TreeMap<>();
    for (String key : config.getPropertyNames()) {
      if (key.startsWith(SettingKey.PREFIX)) {
        add(config, key, byPlace);
      }
    }
    List<SettingsSource> read = new ArrayList<>();
    for (ConfigSource place : places) {
      Map<String, String> values = byPlace.remove(place.getName());
      if (values != null) {
        read.add(source(place, values, origins));
      }
    }
    byPlace.forEach((name, values) -> read.add(SettingsSource.ofMap(named(name), false, values)));
    return read;
  }

  private static void add(Config config, String key, Map<String, Map<String, String>> byPlace) {
    ConfigValue found = config.getConfigValue(key);
    String value = found.getValue();
    String raw = found.getRawValue();
    if (value == null && raw != null && !raw.isBlank()) {
      throw new SettingsException(
          "%s = \"%s\" (from MicroProfile Config, %s): what stands in ${} is not configured."
              .formatted(key, raw, found.getSourceName()));
    }
    if (value != null) {
      String place = String.valueOf(found.getSourceName());
      byPlace.computeIfAbsent(place, added -> new TreeMap<>()).put(key, value);
    }
  }

  private static SettingsSource source(
      ConfigSource place, Map<String, String> values, ConfigOrigins origins) {
    if (ConfigOrigins.isReadAnyway(place)) {
      // unknown keys there are warned of where they are read first
      values.keySet().removeIf(key -> !known(key));
    }
    return SettingsSource.ofMap(named(place.getName()), origins.isOwn(place), values);
  }

  private static boolean known(String key) {
    for (SettingKey known : SettingKey.values()) {
      if (known.key().equals(key)) {
        return true;
      }
    }
    return key.startsWith("llmcache.method.");
  }

  private static String named(@Nullable String name) {
    return "MicroProfile Config (" + name + ")";
  }
}
