package io.llmcache.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be configured, validated. Made by {@link SettingsReader}. Immutable.
 *
 * @param maxCacheSize bytes
 * @param keyHeaders more request header fields that are in the key; null: none
 * @param secretFile null: no secret
 * @param encryptionKeyFile null: entries are not encrypted
 * @param maxEntrySize bytes before compression
 * @param maxRequestSize bytes
 * @param cacheStoredResponses whether answers that the provider keeps under their id are cached
 * @param warmStart how many answers are fetched from the shared tier at start; 0: none
 * @param obeyUpstream whether a reply's own Cache-Control bounds what is done with it
 */
public record Settings(
    Mode mode,
    ModelTtl ttl,
    long maxCacheSize,
    Globs cacheModels,
    boolean cacheStreaming,
    TenantMode tenant,
    @Nullable Globs keyHeaders,
    String namespace,
    @Nullable Path secretFile,
    @Nullable Path encryptionKeyFile,
    int maxEntrySize,
    int maxRequestSize,
    Duration collapseTimeout,
    Duration clusterCollapseTimeout,
    Duration finishAbandoned,
    Freshness freshness,
    boolean obeyUpstream,
    ReplayPace replayPace,
    boolean cacheStoredResponses,
    int warmStart,
    Globs upstreamHosts,
    Semantic semantic,
    MethodSettings.ByName methods,
    Prices prices,
    Near near,
    Shared shared,
    Gateway gateway,
    Explain explain,
    Admin admin) {

  /**
   * The near tier.
   *
   * @param maxSize bytes
   * @param timeout per call
   * @param container JNDI name
   * @param cluster {@code auto}, {@code off}, or a JGroups configuration
   */
  public record Near(long maxSize, Duration timeout, String container, String cluster) {}

  /**
   * The shared tier.
   *
   * @param url null: there is none
   * @param user null: from the URL, or none
   * @param passwordFile null: from the URL, or none
   * @param sentinelUser null: the sentinels' default user
   * @param sentinelPasswordFile null: the sentinels ask for no password
   * @param timeout per call
   */
  public record Shared(
      @Nullable URI url,
      @Nullable String user,
      @Nullable Path passwordFile,
      @Nullable String sentinelUser,
      @Nullable Path sentinelPasswordFile,
      Duration timeout) {

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
      return "Shared[%s, timeout=%s]".formatted(url == null ? "none" : hosts(url), timeout);
    }

    private static String hosts(URI url) {
      String authority = url.getRawAuthority();
      return authority.substring(authority.lastIndexOf('@') + 1);
    }
  }

  /**
   * The gateway.
   *
   * @param routes base address by route name, in the order written; empty: no gateway
   * @param path begins with a slash and does not end with one
   */
  public record Gateway(
      Map<String, URI> routes,
      String path,
      Duration connectTimeout,
      Duration idleTimeout,
      boolean allowLinkLocal) {}

  /**
   * The administrator's page.
   *
   * @param role who may use it; null: nobody, and there is none
   * @param path begins with a slash and does not end with one
   */
  public record Admin(@Nullable String role, String path) {}
}
