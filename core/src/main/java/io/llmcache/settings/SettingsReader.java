package io.llmcache.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Settings} from sources: the first one that has a key wins. A wrong value anywhere,
 * and an unknown key in a source of the deployment's own, is a {@link SettingsException}.
 */
public final class SettingsReader {

  /** Hosts of the providers that the client filters know, as {@code upstream-hosts} writes them. */
  static final String KNOWN_PROVIDERS =
      "api.openai.com, *.openai.azure.com, *.services.ai.azure.com, api.anthropic.com,"
          + " generativelanguage.googleapis.com, *aiplatform.googleapis.com, api.mistral.ai,"
          + " api.deepseek.com, api.groq.com, openrouter.ai, api.together.xyz, api.together.ai,"
          + " api.fireworks.ai, api.cerebras.ai, api.x.ai, api.z.ai, router.huggingface.co,"
          + " api.cohere.com, api.cohere.ai, *.snowflakecomputing.com, bedrock-*.amazonaws.com,"
          + " *.api.aws, ollama.com";

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
        if (!known.contains(key)) {
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
        value(SettingKey.MODE, text -> choice(Mode.class, text)),
        new ModelTtl(
            value(SettingKey.MODEL_TTL, SettingsReader::ttlRules), duration(SettingKey.CACHE_TTL)),
        value(SettingKey.SIMILARITY_THRESHOLD, SettingsReader::fraction),
        maxCacheSize,
        value(SettingKey.CACHE_MODELS, Globs::parse),
        value(SettingKey.CACHE_STREAMING, SettingsReader::yesOrNo),
        value(SettingKey.TENANT, SettingsReader::tenant),
        value(SettingKey.NAMESPACE, SettingsReader::namespace),
        optional(SettingKey.SECRET_FILE, Path::of),
        (int) size(SettingKey.MAX_ENTRY_SIZE, 1, 1 << 30),
        (int) size(SettingKey.MAX_REQUEST_SIZE, 1, 1 << 30),
        duration(SettingKey.COLLAPSE_TIMEOUT),
        duration(SettingKey.FINISH_ABANDONED),
        value(SettingKey.UPSTREAM_HOSTS, SettingsReader::hosts),
        near(maxCacheSize),
        shared(),
        gateway());
  }

  private Settings.Near near(long maxCacheSize) {
    Long asked = optional(SettingKey.L1_MAX_SIZE, Values::size);
    long size = asked == null ? Runtime.getRuntime().maxMemory() / 8 : asked;
    return new Settings.Near(
        Math.min(size, maxCacheSize),
        value(SettingKey.L1_TIMEOUT, SettingsReader::timeout),
        value(SettingKey.INFINISPAN_CONTAINER, Function.identity()));
  }

  private Settings.Shared shared() {
    return new Settings.Shared(
        optional(SettingKey.REDIS_URL, SettingsReader::redisUrl),
        optional(SettingKey.REDIS_USER, Function.identity()),
        optional(SettingKey.REDIS_PASSWORD_FILE, Path::of),
        value(SettingKey.REDIS_TIMEOUT, SettingsReader::timeout));
  }

  private Settings.Gateway gateway() {
    return new Settings.Gateway(
        value(SettingKey.GATEWAY_ROUTES, SettingsReader::routes),
        value(SettingKey.GATEWAY_PATH, SettingsReader::path),
        value(SettingKey.GATEWAY_CONNECT_TIMEOUT, SettingsReader::timeout),
        value(SettingKey.GATEWAY_IDLE_TIMEOUT, SettingsReader::timeout),
        value(SettingKey.GATEWAY_ALLOW_LINK_LOCAL, SettingsReader::yesOrNo));
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
    String text = text(key);
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "%s = \"%s\" (from %s): %s."
              .formatted(key.key(), shown(text), sourceOf(key), e.getMessage()));
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
    for (SettingsSource source : sources) {
      String text = source.get(key.key());
      if (text != null) {
        return text.trim();
      }
    }
    return key.byDefault();
  }

  private String sourceOf(SettingKey key) {
    return sources.stream()
        .filter(source -> source.get(key.key()) != null)
        .map(SettingsSource::name)
        .findFirst()
        .orElse("the default");
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    String choices =
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    throw new IllegalArgumentException("it is one of " + choices.toLowerCase(Locale.ROOT));
  }

  private static boolean yesOrNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it is true or false");
    };
  }

  private static double fraction(String text) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it is a number from 0 to 1, such as 0.95", e);
    }
    if (!(number >= 0 && number <= 1)) {
      throw new IllegalArgumentException("it lies between 0 and 1");
    }
    return number;
  }

  private static Duration timeout(String text) {
    Duration duration = Values.duration(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("it is longer than 0");
    }
    return duration;
  }

  private static List<ModelTtl.Rule> ttlRules(String text) {
    List<ModelTtl.Rule> rules = new ArrayList<>();
    for (String part : parts(text)) {
      int colon = part.lastIndexOf(':');
      if (colon <= 0) {
        throw new IllegalArgumentException(
            "\"" + part + "\" is not GLOB:DURATION, such as gpt-4o*:1h");
      }
      rules.add(
          new ModelTtl.Rule(
              part.substring(0, colon).trim().toLowerCase(Locale.ROOT),
              Values.duration(part.substring(colon + 1).trim())));
    }
    return List.copyOf(rules);
  }

  private static TenantMode tenant(String text) {
    if (text.toLowerCase(Locale.ROOT).startsWith("header:")) {
      String header = text.substring("header:".length()).trim();
      if (!header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
        throw new IllegalArgumentException("\"" + header + "\" is not a header name");
      }
      return new TenantMode(TenantMode.Kind.HEADER, header);
    }
    try {
      TenantMode.Kind kind = choice(TenantMode.Kind.class, text);
      if (kind != TenantMode.Kind.HEADER) {
        return new TenantMode(kind, "");
      }
    } catch (IllegalArgumentException e) {
      // said below, with the form of header:NAME
    }
    throw new IllegalArgumentException("it is one of credential, principal, header:NAME, shared");
  }

  private static String namespace(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("it has 1 to 64 letters, digits, '.', '_' or '-'");
    }
    return text;
  }

  private static Globs hosts(String text) {
    return Globs.parse(text.replaceAll("(^|,)\\s*default\\s*(?=,|$)", "$1 " + KNOWN_PROVIDERS));
  }

  private static URI redisUrl(String text) {
    URI uri = uri(text);
    if (!List.of("redis", "rediss").contains(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("it is redis://HOST:PORT or rediss://HOST:PORT");
    }
    return uri;
  }

  private static Map<String, URI> routes(String text) {
    Map<String, URI> routes = new LinkedHashMap<>();
    for (String part : parts(text)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals).trim();
      if (equals < 0 || !name.matches("[A-Za-z0-9._-]+")) {
        throw new IllegalArgumentException(
            "each route is NAME=URL, such as openai=https://api.openai.com");
      }
      if (routes.put(name, routeTarget(name, part.substring(equals + 1).trim())) != null) {
        throw new IllegalArgumentException("the route " + name + " is there twice");
      }
    }
    return java.util.Collections.unmodifiableMap(routes);
  }

  private static URI routeTarget(String name, String text) {
    URI uri = uri(text.replaceAll("/+$", ""));
    boolean plain =
        uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
    if (!List.of("http", "https").contains(uri.getScheme()) || uri.getHost() == null || !plain) {
      throw new IllegalArgumentException(
          "the route " + name + " does not lead to http(s)://HOST[:PORT][/PATH]");
    }
    return uri;
  }

  private static String path(String text) {
    if (!text.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw new IllegalArgumentException(
          "it begins with a slash and does not end with one, such as /gateway");
    }
    return text;
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is not a URL", e);
    }
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(","))
        .map(String::trim)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
