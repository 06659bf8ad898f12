package io.llmcache.redis;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.SettingsException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * The parts of {@code llmcache.redis-url}.
 *
 * @param addresses of the server, of the sentinels, or of some nodes of the cluster
 * @param path without the first slash
 */
record RedisUrl(
    Kind kind,
    boolean tls,
    List<HostAndPort> addresses,
    String path,
    @Nullable String user,
    @Nullable String password) {

  /** Who is asked, and on which port by default. */
  enum Kind {
    SERVER(6379),
    SENTINEL(26379),
    CLUSTER(6379);

    private final int port;

    Kind(int port) {
      this.port = port;
    }
  }

  private static final Pattern ADDRESS =
      Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:(?<port>[0-9]{1,5}))?");

  /**
   * @throws SettingsException if an address is none
   */
  static RedisUrl of(URI url) {
    Kind kind =
        switch (url.getScheme().replaceFirst("^rediss?-?", "").toLowerCase(Locale.ROOT)) {
          case "sentinel" -> Kind.SENTINEL;
          case "cluster" -> Kind.CLUSTER;
          default -> Kind.SERVER;
        };
    String authority = url.getRawAuthority();
    int at = authority.lastIndexOf('@');
    String login = at < 0 ? "" : authority.substring(0, at);
    int colon = login.indexOf(':');
    List<HostAndPort> addresses = new ArrayList<>();
    for (String address : authority.substring(at + 1).split(",", -1)) {
      addresses.add(address(address, kind.port));
    }
    return new RedisUrl(
        kind,
        url.getScheme().startsWith("rediss"),
        List.copyOf(addresses),
        url.getPath() == null ? "" : url.getPath().replaceFirst("^/", ""),
        part(colon < 0 ? login : login.substring(0, colon)),
        colon < 0 ? null : part(login.substring(colon + 1)));
  }

  /** An IPv6 address loses the brackets that a URL puts around it. */
  private static HostAndPort address(String text, int defaultPort) {
    Matcher parts = ADDRESS.matcher(text);
    String given = parts.matches() ? parts.group("port") : null;
    int port = given == null ? defaultPort : Integer.parseInt(given);
    if (!parts.matches() || port < 1 || port > 65_535) {
      throw new SettingsException(
          "%s has the address \"%s\": each address is HOST:PORT, with commas between them."
              .formatted(SettingKey.REDIS_URL.key(), text));
    }
    String host = parts.group("host");
    return new HostAndPort(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
  }

  private static @Nullable String part(String raw) {
    String text = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    return text.isEmpty() ? null : text;
  }
}
