package io.llmcache.cli.common;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cache's settings: {@code -D}, system properties, the environment, the configuration
 * file, in this order. Whatever they say, the mode is {@code serve} and nothing is fetched at the
 * start; and unless they say otherwise the shared tier and embeddings have more time than in an
 * application, since nobody waits here.
 */
public final class CliSettings {

  private static final Map<String, String> FIXED =
      Map.of(SettingKey.MODE.key(), "serve", SettingKey.WARM_START.key(), "0");
  private static final Map<String, String> PATIENT =
      Map.of(SettingKey.REDIS_TIMEOUT.key(), "2s", SettingKey.EMBEDDING_TIMEOUT.key(), "30s");

  private CliSettings() {}

  /**
   * @param config in properties form; null: none
   * @throws ConfigError if the file cannot be read
   * @throws io.llmcache.settings.SettingsException if a setting is wrong
   */
  public static Settings read(
      Map<String, String> defined,
      Map<String, String> environment,
      @Nullable Path config,
      Consumer<String> warn) {
    for (String key : defined.keySet()) {
      if (!key.startsWith(SettingKey.PREFIX)) {
        throw new ConfigError("-D%s: a key begins with %s".formatted(key, SettingKey.PREFIX));
      }
    }
    return SettingsReader.read(
        List.of(
            SettingsSource.ofMap("the command", true, FIXED),
            SettingsSource.ofMap("the command line", true, defined),
            SettingsSource.systemProperties(),
            SettingsSource.environment(environment),
            SettingsSource.ofMap(
                String.valueOf(config), true, config == null ? Map.of() : load(config)),
            SettingsSource.ofMap("the command's defaults", true, PATIENT)),
        warn);
  }

  private static Map<String, String> load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigError(
          "--config %s cannot be read (%s).".formatted(file, e.getClass().getSimpleName()));
    }
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
    return map;
  }
}
