package io.llmcache.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings as they are at the moment. Some of them may be changed while the cache runs: a
 * changed value goes before all sources, until it is taken back or the cache ends. Thread-safe.
 */
public final class Configuration {

  /** What can be changed while the cache runs; everything else is decided when it is made. */
  public static final Set<SettingKey> CHANGEABLE =
      Collections.unmodifiableSet(
          EnumSet.of(
              SettingKey.MODE,
              SettingKey.CACHE_TTL,
              SettingKey.MODEL_TTL,
              SettingKey.CACHE_MODELS,
              SettingKey.CACHE_STREAMING,
              SettingKey.SIMILARITY_THRESHOLD,
              SettingKey.MODEL_THRESHOLD,
              SettingKey.TOKEN_PRICES,
              SettingKey.EXPLAIN,
              SettingKey.EXPLAIN_SAMPLE));

  private static final String CHANGED = "a change at run time";

  private final @Nullable List<SettingsSource> sources;
  private final Map<String, String> changes = new TreeMap<>();
  private volatile Settings settings;

  private Configuration(@Nullable List<SettingsSource> sources, Settings settings) {
    this.sources = sources;
    this.settings = settings;
  }

  /** Settings that are what they are. */
  public static Configuration of(Settings settings) {
    return new Configuration(null, settings);
  }

  /**
   * The settings that the sources have.
   *
   * @param sources in order of precedence
   * @param warn told, in whole sentences, of unknown keys in shared sources
   * @throws SettingsException naming the key, the value, the source and the remedy
   */
  public static Configuration read(List<SettingsSource> sources, Consumer<String> warn) {
    List<SettingsSource> read = List.copyOf(sources);
    return new Configuration(read, SettingsReader.read(read, warn));
  }

  /** What holds now. Does not block. */
  public Settings settings() {
    return settings;
  }

  /**
   * From now on the value holds, for this cache alone; what is stored already keeps its lifetime.
   *
   * @param name a key, with or without {@code llmcache.}: one of {@link #CHANGEABLE}, or of a
   *     method ({@code llmcache.method.NAME.ttl})
   * @param value as it would be configured; null: what the sources say holds again
   * @throws SettingsException if there is no such key, it cannot be changed, or the value is wrong;
   *     then nothing was changed
   */
  public synchronized void change(String name, @Nullable String value) {
    List<SettingsSource> its = sources;
    if (its == null) {
      throw new SettingsException(
          "The settings of this cache were given by the program that made it, and do not change.");
    }
    String key = changeable(name);
    Map<String, String> changed = new TreeMap<>(changes);
    if (value == null) {
      changed.remove(key);
    } else {
      changed.put(key, value);
    }
    List<SettingsSource> all = new ArrayList<>();
    all.add(SettingsSource.ofMap(CHANGED, true, changed));
    all.addAll(its);
    settings = SettingsReader.read(all, warning -> {});
    changes.clear();
    changes.putAll(changed);
  }

  private static String changeable(String name) {
    String key = name.startsWith(SettingKey.PREFIX) ? name : SettingKey.PREFIX + name;
    boolean may =
        key.startsWith(MethodSettings.PREFIX)
            || CHANGEABLE.stream().anyMatch(it -> it.key().equals(key));
    if (!may) {
      List<String> names = CHANGEABLE.stream().map(SettingKey::key).toList();
      throw new SettingsException(
          "%s cannot be changed while the cache runs. What can be: %s, and %sNAME.ttl and the like."
              .formatted(key, String.join(", ", names), MethodSettings.PREFIX));
    }
    return key;
  }

  /** What was changed and not taken back, by key. */
  public synchronized Map<String, String> changes() {
    return Map.copyOf(changes);
  }

  /** The text that is in force for a key, its default where no source has it. */
  public synchronized String text(SettingKey key) {
    String changed = changes.get(key.key());
    if (changed != null) {
      return changed;
    }
    for (SettingsSource source : sources == null ? List.<SettingsSource>of() : sources) {
      String text = source.get(key.key());
      if (text != null) {
        return text.trim();
      }
    }
    return key.byDefault();
  }
}
