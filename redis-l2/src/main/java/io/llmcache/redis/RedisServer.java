package io.llmcache.redis;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * Which server, which sentinels or which cluster, and how one logs in. With TLS each certificate
 * must be trusted by the JVM's trust store and name the host.
 *
 * @param addresses of the server, of the sentinels, or of some nodes of the cluster
 * @param master what the sentinels call it; empty without sentinels
 * @param database 0 unless the URL's path says otherwise
 * @param login at the servers
 * @param sentinelLogin at the sentinels
 */
record RedisServer(
    RedisUrl.Kind kind,
    List<HostAndPort> addresses,
    boolean tls,
    String master,
    int database,
    Login login,
    Login sentinelLogin) {

  /**
   * @param user null: the default user
   * @param password null: none is asked for
   */
  record Login(@Nullable String user, @Nullable String password) {

    /** Holds no password. */
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /**
   * What stands in settings of its own goes before what stands in the URL.
   *
   * @throws SettingsException if a password cannot be read, or is missing for a user, or the URL's
   *     path makes no sense
   */
  static RedisServer of(URI from, Settings.Shared settings) {
    RedisUrl url = RedisUrl.of(from);
    Login login =
        login(
            settings.user() == null ? url.user() : settings.user(),
            url.password(),
            SettingKey.REDIS_PASSWORD_FILE,
            settings.passwordFile());
    Login sentinelLogin =
        login(
            settings.sentinelUser(),
            null,
            SettingKey.REDIS_SENTINEL_PASSWORD_FILE,
            settings.sentinelPasswordFile());
    return new RedisServer(
        url.kind(), url.addresses(), url.tls(), master(url), database(url), login, sentinelLogin);
  }

  boolean isCluster() {
    return kind == RedisUrl.Kind.CLUSTER;
  }

  /** Of the servers. Every wait ends after the timeout, except a subscriber's for news. */
  JedisClientConfig config(Duration timeout, Duration newsTimeout) {
    return config(login, database, timeout, newsTimeout);
  }

  /** Of the sentinels, to which a listener stays connected. */
  JedisClientConfig sentinelConfig(Duration timeout) {
    return config(sentinelLogin, 0, timeout, Duration.ZERO);
  }

  private JedisClientConfig config(Login at, int number, Duration timeout, Duration newsTimeout) {
    int millis = (int) Math.min(Math.max(timeout.toMillis(), 1), Integer.MAX_VALUE);
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(millis)
            .socketTimeoutMillis(millis)
            .blockingSocketTimeoutMillis((int) newsTimeout.toMillis())
            .autoNegotiateProtocol(true)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .user(at.user())
            .password(at.password())
            .database(number)
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
    String hosts = addresses.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
    return switch (kind) {
      case SERVER -> hosts;
      case SENTINEL -> master + " of sentinels " + hosts;
      case CLUSTER -> "cluster " + hosts;
    };
  }

  private static Login login(
      @Nullable String user, @Nullable String fromUrl, SettingKey key, @Nullable Path file) {
    String password = file == null ? fromUrl : readPassword(key, file);
    if (user != null && password == null) {
      throw new SettingsException(
          "The user \"%s\" of Redis has no password: set %s to a file that holds it."
              .formatted(user, key.key()));
    }
    return new Login(user, password);
  }

  private static String readPassword(SettingKey key, Path file) {
    String setting = "%s = \"%s\": ".formatted(key.key(), file);
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

  private static String master(RedisUrl url) {
    String name = url.path().replaceFirst("/[0-9]{0,4}$", "");
    if (url.kind() != RedisUrl.Kind.SENTINEL) {
      return "";
    } else if (!name.matches("[A-Za-z0-9._-]+")) {
      throw path(url, "the path is the master's name in the sentinels, such as /mymaster");
    }
    return name;
  }

  private static int database(RedisUrl url) {
    String text =
        url.kind() == RedisUrl.Kind.SENTINEL ? url.path().replaceFirst("^[^/]*/?", "") : url.path();
    if (url.kind() == RedisUrl.Kind.CLUSTER && !text.isEmpty()) {
      throw path(url, "a cluster has no databases, so there is none");
    } else if (!text.matches("[0-9]{0,4}")) {
      throw path(url, "a path is the number of a database, such as /0");
    }
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static SettingsException path(RedisUrl url, String remedy) {
    return new SettingsException(
        "%s has the path \"/%s\": %s.".formatted(SettingKey.REDIS_URL.key(), url.path(), remedy));
  }
}
