package io.llmcache.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Settings} from sources: the first one that has a key wins. A wrong value anywhere,
 * and an unknown key in a source of the deployment's own, is a {@link SettingsException}.
 */
public final class SettingsReader {

  private final List<SettingsSource> sources;

  private SettingsReader(List<SettingsSource> sources) {
    this.sources = sources;
  }

  /**
   * @param sources in order of precedence
   * @param warn told, in whole sentences, of unknown keys in shared sources
   * @throws SettingsException naming the key, the value, the source and the remedy
   */
  public static Settings read(List<SettingsSource> sources, Consumer<String> warn) {
    SettingsReader reader = new SettingsReader(List.copyOf(sources));
    reader.checkKeys(warn);
    return reader.settings();
  }

  /** All defaults. */
  public static Settings defaults() {
    return read(List.of(), warning -> {});
  }

  private void checkKeys(Consumer<String> warn) {
    List<String> known = Arrays.stream(SettingKey.values()).map(SettingKey::key).toList();
    for (SettingsSource source : sources) {
      for (String key : source.keys()) {
        if (!known.contains(key) && MethodSettings.nameIn(key) == null) {
          String message =
              "Unknown key %s in %s.%s".formatted(key, source.name(), DidYouMean.of(key, known));
          if (source.ownedByDeployment()) {
            throw new SettingsException(message);
          }
          warn.accept(message + " It is ignored.");
        }
      }
    }
  }

  private Settings settings() {
    long maxCacheSize = size(SettingKey.MAX_CACHE_SIZE, 1, Long.MAX_VALUE);
    return new Settings(
        value(SettingKey.MODE, text -> SettingParsers.choice(Mode.class, text)),
        new ModelTtl(
            value(SettingKey.MODEL_TTL, SettingParsers::ttlRules), duration(SettingKey.CACHE_TTL)),
        maxCacheSize,
        value(SettingKey.CACHE_MODELS, Globs::parse),
        value(SettingKey.CACHE_STREAMING, SettingParsers::yesOrNo),
        value(SettingKey.TENANT, SettingParsers::tenant),
        optional(SettingKey.KEY_HEADERS, Globs::parse),
        value(SettingKey.NAMESPACE, SettingParsers::namespace),
        optional(SettingKey.SECRET_FILE, Path::of),
        optional(SettingKey.ENCRYPTION_KEY_FILE, Path::of),
        (int) size(SettingKey.MAX_ENTRY_SIZE, 1, 1 << 30),
        (int) size(SettingKey.MAX_REQUEST_SIZE, 1, 1 << 30),
        duration(SettingKey.COLLAPSE_TIMEOUT),
        duration(SettingKey.CLUSTER_COLLAPSE_TIMEOUT),
        duration(SettingKey.FINISH_ABANDONED),
        freshness(),
        value(SettingKey.UPSTREAM_CACHE_CONTROL, SettingParsers::obeyOrIgnore),
        value(SettingKey.REPLAY_PACE, SettingParsers::pace),
        value(SettingKey.RESPONSES_STORE, SettingParsers::cacheOrPass),
        value(SettingKey.WARM_START, SettingParsers::count),
        value(SettingKey.UPSTREAM_HOSTS, SettingParsers::hosts),
        semantic(),
        methods(),
        new Prices(value(SettingKey.TOKEN_PRICES, SettingParsers::prices)),
        near(maxCacheSize),
        shared(),
        gateway(),
        explain(),
        new Settings.Admin(
            optional(SettingKey.ADMIN_ROLE, Function.identity()),
            value(SettingKey.ADMIN_PATH, SettingParsers::path)));
  }

  private Explain explain() {
    Explain.Sample sample =
        value(SettingKey.EXPLAIN_SAMPLE, text -> SettingParsers.choice(Explain.Sample.class, text));
    return value(SettingKey.EXPLAIN, text -> Explain.of(text, sample));
  }

  private Freshness freshness() {
    return new Freshness(
        duration(SettingKey.STALE_WHILE_REVALIDATE),
        optional(SettingKey.STALE_IF_ERROR, Values::duration),
        value(SettingKey.TTL_JITTER, SettingParsers::fraction),
        value(SettingKey.REFRESH_AHEAD, SettingParsers::fraction),
        value(SettingKey.REFRESH_AHEAD_HITS, SettingParsers::positive),
        value(SettingKey.BACKGROUND_CALLS, SettingParsers::positive));
  }

  private Semantic semantic() {
    return new Semantic(
        optional(SettingKey.SEMANTIC, text -> SettingParsers.choice(SemanticMode.class, text)),
        thresholds(),
        value(SettingKey.EMBEDDING, SettingParsers::embedding),
        optional(SettingKey.EMBEDDING_KEY_FILE, Path::of),
        value(SettingKey.EMBEDDING_TIMEOUT, SettingParsers::timeout),
        value(SettingKey.SEMANTIC_INDEX_SIZE, SettingParsers::positive),
        value(SettingKey.GUARDS_OFF, SettingParsers::names),
        value(SettingKey.GATES, SettingParsers::names),
        value(SettingKey.SEMANTIC_TEXTS, SettingParsers::yesOrNo),
        new Semantic.Verifier(
            optional(SettingKey.VERIFIER_MODEL, Path::of),
            optional(SettingKey.VERIFIER_TOKENIZER, Path::of),
            value(SettingKey.VERIFIER_LABEL, SettingParsers::count),
            value(SettingKey.VERIFIER_CUT_OFF, SettingParsers::fraction),
            value(SettingKey.VERIFIER_TIMEOUT, SettingParsers::timeout)),
        judge());
  }

  private MethodSettings.ByName methods() {
    Set<String> names = new TreeSet<>();
    for (SettingsSource source : sources) {
      source.keys().stream()
          .map(MethodSettings::nameIn)
          .filter(Objects::nonNull)
          .forEach(names::add);
    }
    Map<String, MethodSettings> methods = new TreeMap<>();
    names.forEach(name -> methods.put(name, method(MethodSettings.PREFIX + name + ".")));
    return new MethodSettings.ByName(Map.copyOf(methods));
  }

  private MethodSettings method(String prefix) {
    return new MethodSettings(
        ifSet(prefix + "ttl", Values::duration),
        ifSet(prefix + "semantic", SettingParsers::yesOrNo),
        ifSet(prefix + "threshold", SettingParsers::fraction),
        ifSet(prefix + "scope", SettingParsers::callerOrApplication),
        ifSet(prefix + "cached", SettingParsers::yesOrNo));
  }

  /** A threshold that nobody set is the embedder's to say. */
  private Thresholds thresholds() {
    boolean set = sourceWith(SettingKey.SIMILARITY_THRESHOLD.key()) != null;
    double threshold = value(SettingKey.SIMILARITY_THRESHOLD, SettingParsers::fraction);
    return new Thresholds(
        value(SettingKey.MODEL_THRESHOLD, SettingParsers::thresholdRules), set ? threshold : null);
  }

  private Semantic.Judge judge() {
    String[] parts = value(SettingKey.JUDGE, SettingParsers::service);
    return new Semantic.Judge(
        parts[0].isEmpty() ? null : URI.create(parts[0]),
        parts[1],
        optional(SettingKey.JUDGE_KEY_FILE, Path::of),
        value(SettingKey.JUDGE_CALLS_PER_HOUR, SettingParsers::positive));
  }

  private Settings.Near near(long maxCacheSize) {
    Long asked = optional(SettingKey.L1_MAX_SIZE, Values::size);
    long size = asked == null ? Runtime.getRuntime().maxMemory() / 8 : asked;
    return new Settings.Near(
        Math.min(size, maxCacheSize),
        value(SettingKey.L1_TIMEOUT, SettingParsers::timeout),
        value(SettingKey.INFINISPAN_CONTAINER, Function.identity()),
        value(SettingKey.CLUSTER, Function.identity()));
  }

  private Settings.Shared shared() {
    return new Settings.Shared(
        optional(SettingKey.REDIS_URL, SettingParsers::redisUrl),
        optional(SettingKey.REDIS_USER, Function.identity()),
        optional(SettingKey.REDIS_PASSWORD_FILE, Path::of),
        optional(SettingKey.REDIS_SENTINEL_USER, Function.identity()),
        optional(SettingKey.REDIS_SENTINEL_PASSWORD_FILE, Path::of),
        value(SettingKey.REDIS_TIMEOUT, SettingParsers::timeout));
  }

  private Settings.Gateway gateway() {
    return new Settings.Gateway(
        value(SettingKey.GATEWAY_ROUTES, SettingParsers::routes),
        value(SettingKey.GATEWAY_PATH, SettingParsers::path),
        value(SettingKey.GATEWAY_CONNECT_TIMEOUT, SettingParsers::timeout),
        value(SettingKey.GATEWAY_IDLE_TIMEOUT, SettingParsers::timeout),
        value(SettingKey.GATEWAY_ALLOW_LINK_LOCAL, SettingParsers::yesOrNo));
  }

  private Duration duration(SettingKey key) {
    return value(key, Values::duration);
  }

  private long size(SettingKey key, long least, long most) {
    return value(
        key,
        text -> {
          long size = Values.size(text);
          if (size < least || size > most) {
            throw new IllegalArgumentException(
                "it lies between %d and %d bytes".formatted(least, most));
          }
          return size;
        });
  }

  private <T> @Nullable T optional(SettingKey key, Function<String, T> parse) {
    return text(key).isEmpty() ? null : value(key, parse);
  }

  private <T> T value(SettingKey key, Function<String, T> parse) {
    return parsed(key.key(), text(key), parse);
  }

  private <T> @Nullable T ifSet(String key, Function<String, T> parse) {
    SettingsSource source = sourceWith(key);
    String text = source == null ? null : source.get(key);
    return text == null || text.isBlank() ? null : parsed(key, text.trim(), parse);
  }

  private <T> T parsed(String key, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      SettingsSource source = sourceWith(key);
      throw new SettingsException(
          "%s = \"%s\" (from %s): %s."
              .formatted(
                  key,
                  shown(text),
                  source == null ? "the default" : source.name(),
                  e.getMessage()));
    }
  }

  /**
   * A URL's password does not belong into a message, however the URL is mistyped; the messages of
   * those that parse URLs do not quote them.
   */
  private static String shown(String text) {
    return text.replaceAll("(?s)^([a-z]+://)?.*@", "$1***@");
  }

  private String text(SettingKey key) {
    SettingsSource source = sourceWith(key.key());
    String text = source == null ? null : source.get(key.key());
    return text == null ? key.byDefault() : text.trim();
  }

  private @Nullable SettingsSource sourceWith(String key) {
    return sources.stream().filter(source -> source.get(key) != null).findFirst().orElse(null);
  }
}
