package io.llmcache.redis;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * Which server, and how one logs in. With TLS the server's certificate must be trusted by the JVM's
 * trust store and name the host.
 *
 * @param database 0 unless the URL's path says otherwise
 * @param user null: the default user
 * @param password null: none is asked for
 */
record RedisServer(
    HostAndPort address,
    boolean tls,
    int database,
    @Nullable String user,
    @Nullable String password) {

  private static final int DEFAULT_PORT = 6379;

  /**
   * What stands in settings of its own goes before what stands in the URL.
   *
   * @throws SettingsException if the password cannot be read, or is missing for a user
   */
  static RedisServer of(URI url, Settings.Shared settings) {
    String info = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
    int colon = info.indexOf(':');
    String user = settings.user();
    if (user == null) {
      user = part(colon < 0 ? info : info.substring(0, colon));
    }
    Path file = settings.passwordFile();
    String password =
        file != null ? readPassword(file) : colon < 0 ? null : part(info.substring(colon + 1));
    if (user != null && password == null) {
      throw new SettingsException(
          "The user \"%s\" of Redis has no password: set %s to a file that holds it."
              .formatted(user, SettingKey.REDIS_PASSWORD_FILE.key()));
    }
    int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
    boolean tls = "rediss".equals(url.getScheme());
    return new RedisServer(
        new HostAndPort(bare(url.getHost()), port), tls, database(url), user, password);
  }

  /** Every wait on the network ends after the timeout, except a subscriber's for news. */
  JedisClientConfig config(Duration timeout, Duration newsTimeout) {
    int millis = (int) Math.min(Math.max(timeout.toMillis(), 1), Integer.MAX_VALUE);
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(millis)
            .socketTimeoutMillis(millis)
            .blockingSocketTimeoutMillis((int) newsTimeout.toMillis())
            .autoNegotiateProtocol(true)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .user(user)
            .password(password)
            .database(database)
            .ssl(tls);
    if (tls) {
      SSLParameters checked = new SSLParameters();
      checked.setEndpointIdentificationAlgorithm("HTTPS");
      config.sslParameters(checked);
    }
    return config.build();
  }

  /** Holds no password. */
  @Override
  public String toString() {
    return address.toString();
  }

  private static String readPassword(Path file) {
    String setting = "%s = \"%s\": ".formatted(SettingKey.REDIS_PASSWORD_FILE.key(), file);
    String password;
    try {
      password = Files.readString(file).strip();
    } catch (IOException e) {
      throw new SettingsException(
          setting
              + "the file cannot be read ("
              + e.getClass().getSimpleName()
              + "). It holds the password alone, and the server's user may read it.");
    }
    if (password.isEmpty()) {
      throw new SettingsException(setting + "the file is empty. It holds the password alone.");
    }
    return password;
  }

  private static int database(URI url) {
    String path = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
    if (!path.matches("[0-9]{0,4}")) {
      throw new SettingsException(
          "%s has the path \"/%s\": a path is the number of a database, such as /0."
              .formatted(SettingKey.REDIS_URL.key(), path));
    }
    return path.isEmpty() ? 0 : Integer.parseInt(path);
  }

  /** An IPv6 address without the brackets that a URL puts around it. */
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static @Nullable String part(String raw) {
    String text = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    return text.isEmpty() ? null : text;
  }
}
