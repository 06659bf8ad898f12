package io.llmcache.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about one cached method, in place of its annotation: {@code
 * llmcache.method.NAME.ttl} and so on. What is null is not said.
 *
 * @param ttl lifetime of its answers
 * @param semantic whether answers by meaning are looked for
 * @param threshold least cosine of an answer by meaning, from 0 to 1
 * @param scope who shares its answers, in lower case: {@code caller} or {@code application}
 * @param cached whether its answers are cached at all
 */
public record MethodSettings(
    @Nullable Duration ttl,
    @Nullable Boolean semantic,
    @Nullable Double threshold,
    @Nullable String scope,
    @Nullable Boolean cached) {

  /** What the keys of methods begin with: {@code llmcache.method.NAME.PROPERTY}. */
  public static final String PREFIX = SettingKey.PREFIX + "method.";

  /** Nothing is said. */
  public static final MethodSettings NONE = new MethodSettings(null, null, null, null, null);

  static final Set<String> PROPERTIES = Set.of("ttl", "semantic", "threshold", "scope", "cached");

  /** The method's name in a key, or null where the key is none of a method. */
  static @Nullable String nameIn(String key) {
    int dot = key.lastIndexOf('.');
    boolean ours =
        key.startsWith(PREFIX)
            && dot > PREFIX.length()
            && PROPERTIES.contains(key.substring(dot + 1));
    return ours ? key.substring(PREFIX.length(), dot) : null;
  }

  /**
   * A lifetime as people write it: {@code 90s, 10m, 1h, PT1H}.
   *
   * @throws IllegalArgumentException with the remedy
   */
  public static Duration lifetime(String text) {
    return Values.duration(text);
  }

  /** What was said about each method, by its name. */
  public record ByName(Map<String, MethodSettings> methods) {

    public MethodSettings of(String name) {
      return methods.getOrDefault(name, NONE);
    }
  }
}
