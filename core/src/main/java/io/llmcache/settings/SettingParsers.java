package io.llmcache.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of each setting is read. Whatever is wrong with it is an IllegalArgumentException
 * whose message says what would be right.
 */
final class SettingParsers {

  /** Hosts of the providers that the client filters know, as {@code upstream-hosts} writes them. */
  private static final String KNOWN_PROVIDERS =
      "api.openai.com, *.openai.azure.com, *.services.ai.azure.com, api.anthropic.com,"
          + " generativelanguage.googleapis.com, *aiplatform.googleapis.com, api.mistral.ai,"
          + " api.deepseek.com, api.groq.com, openrouter.ai, api.together.xyz, api.together.ai,"
          + " api.fireworks.ai, api.cerebras.ai, api.x.ai, api.z.ai, router.huggingface.co,"
          + " api.cohere.com, api.cohere.ai, *.snowflakecomputing.com, bedrock-*.amazonaws.com,"
          + " *.api.aws, ollama.com";

  private static final Pattern TOKENS = Pattern.compile("(\\d+)\\s*tokens/s");

  private static final Pattern PRICE =
      Pattern.compile("(.+):\\s*(\\d+(?:\\.\\d+)?)\\s*/\\s*(\\d+(?:\\.\\d+)?)");

  private static final String SERVICE = "openai:";

  private SettingParsers() {}

  static <E extends Enum<E>> E choice(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    String choices =
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    throw new IllegalArgumentException("it is one of " + choices.toLowerCase(Locale.ROOT));
  }

  static boolean yesOrNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it is true or false");
    };
  }

  static double fraction(String text) {
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

  /** A whole number from 1 to a million. */
  static int positive(String text) {
    if (!text.matches("[1-9]\\d{0,5}|1000000")) {
      throw new IllegalArgumentException("it is a whole number from 1 to 1000000");
    }
    return Integer.parseInt(text);
  }

  /** A whole number from 0 to a million. */
  static int count(String text) {
    return text.equals("0") ? 0 : positive(text);
  }

  static boolean obeyOrIgnore(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "obey" -> true;
      case "ignore" -> false;
      default -> throw new IllegalArgumentException("it is ignore or obey");
    };
  }

  static boolean cacheOrPass(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "cache" -> true;
      case "pass" -> false;
      default -> throw new IllegalArgumentException("it is pass or cache");
    };
  }

  static String callerOrApplication(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.equals("caller") && !lower.equals("application")) {
      throw new IllegalArgumentException("it is caller or application");
    }
    return lower;
  }

  static ReplayPace pace(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("instant")) {
      return ReplayPace.INSTANT;
    }
    if (lower.equals("recorded")) {
      return ReplayPace.RECORDED;
    }
    Matcher tokens = TOKENS.matcher(lower);
    if (!tokens.matches()) {
      throw new IllegalArgumentException(
          "it is instant, recorded, or a number of tokens such as 50 tokens/s");
    }
    return new ReplayPace(ReplayPace.Kind.TOKENS, positive(tokens.group(1)));
  }

  static Duration timeout(String text) {
    Duration duration = Values.duration(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("it is longer than 0");
    }
    return duration;
  }

  static List<ModelTtl.Rule> ttlRules(String text) {
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

  static List<Thresholds.Rule> thresholdRules(String text) {
    List<Thresholds.Rule> rules = new ArrayList<>();
    for (String part : parts(text)) {
      int colon = part.lastIndexOf(':');
      if (colon <= 0) {
        throw new IllegalArgumentException(
            "\"" + part + "\" is not GLOB:THRESHOLD, such as gpt-4o*:0.97");
      }
      rules.add(
          new Thresholds.Rule(
              part.substring(0, colon).trim().toLowerCase(Locale.ROOT),
              fraction(part.substring(colon + 1).trim())));
    }
    return List.copyOf(rules);
  }

  static List<Prices.Rule> prices(String text) {
    List<Prices.Rule> rules = new ArrayList<>();
    for (String part : parts(text)) {
      Matcher price = PRICE.matcher(part);
      if (!price.matches()) {
        throw new IllegalArgumentException(
            "\"" + part + "\" is not GLOB:PROMPT/COMPLETION, such as gpt-4o*:2.50/10");
      }
      rules.add(
          new Prices.Rule(
              price.group(1).trim().toLowerCase(Locale.ROOT),
              Double.parseDouble(price.group(2)),
              Double.parseDouble(price.group(3))));
    }
    return List.copyOf(rules);
  }

  /** A list of names in lower case; {@code none} is the empty one. */
  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>(parts(text.toLowerCase(Locale.ROOT)));
    names.remove("none");
    return Collections.unmodifiableSet(names);
  }

  /** A name, or a service as {@link #service} reads it. */
  static String embedding(String text) {
    if (text.startsWith(SERVICE)) {
      service(text);
    } else if (!text.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("it is minilm, bge-small or openai:URL#MODEL");
    }
    return text;
  }

  /** Base address and model of {@code openai:URL#MODEL}; both empty where the text is. */
  static String[] service(String text) {
    if (text.isEmpty()) {
      return new String[] {"", ""};
    }
    int hash = text.indexOf('#');
    String remedy = "it is openai:URL#MODEL, such as openai:https://api.openai.com/v1#MODEL";
    if (!text.startsWith(SERVICE) || hash < 0 || hash == text.length() - 1) {
      throw new IllegalArgumentException(remedy);
    }
    URI uri = uri(text.substring(SERVICE.length(), hash).replaceAll("/+$", ""));
    if (!isOf(uri, "http", "https") || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(remedy);
    }
    return new String[] {uri.toString(), text.substring(hash + 1)};
  }

  static TenantMode tenant(String text) {
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

  static String namespace(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("it has 1 to 64 letters, digits, '.', '_' or '-'");
    }
    return text;
  }

  static Globs hosts(String text) {
    return Globs.parse(text.replaceAll("(^|,)\\s*default\\s*(?=,|$)", "$1 " + KNOWN_PROVIDERS));
  }

  static URI redisUrl(String text) {
    URI uri = uri(text);
    boolean single = isOf(uri, "redis", "rediss") && uri.getHost() != null;
    boolean several =
        isOf(uri, "redis-sentinel", "rediss-sentinel", "redis-cluster", "rediss-cluster")
            && uri.getRawAuthority() != null;
    if (!single && !several) {
      throw new IllegalArgumentException(
          "it is redis://HOST:PORT, redis-sentinel://HOST:PORT,HOST:PORT/MASTER"
              + " or redis-cluster://HOST:PORT,HOST:PORT, with rediss for TLS");
    }
    return uri;
  }

  static Map<String, URI> routes(String text) {
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
    return Collections.unmodifiableMap(routes);
  }

  private static URI routeTarget(String name, String text) {
    URI uri = uri(text.replaceAll("/+$", ""));
    boolean plain =
        uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
    if (!isOf(uri, "http", "https") || uri.getHost() == null || !plain) {
      throw new IllegalArgumentException(
          "the route " + name + " does not lead to http(s)://HOST[:PORT][/PATH]");
    }
    return uri;
  }

  private static boolean isOf(URI uri, String... schemes) {
    return uri.getScheme() != null && Arrays.asList(schemes).contains(uri.getScheme());
  }

  static String path(String text) {
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
