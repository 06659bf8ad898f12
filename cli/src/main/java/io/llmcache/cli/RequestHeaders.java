package io.llmcache.cli;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.exchange.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header fields of each request: the credential and what the user adds. */
final class RequestHeaders {

  private static final List<String> CREDENTIALS =
      List.of("Authorization", "x-api-key", "api-key", "x-goog-api-key");
  private static final Set<String> FOR_THE_CACHE = Set.of("cache-control", "pragma");

  private RequestHeaders() {}

  /**
   * @param keyFile null: none
   * @param environmentKey used without a key file; null: none
   * @param lines as {@code Name: value}
   * @throws ConfigError if one cannot be used
   */
  static Headers of(@Nullable Path keyFile, @Nullable String environmentKey, List<String> lines) {
    Headers headers = Headers.of("Content-Type", "application/json");
    for (String line : lines) {
      headers = added(headers, line);
    }
    boolean given = CREDENTIALS.stream().map(headers::first).anyMatch(value -> value != null);
    if (given && keyFile != null) {
      throw new ConfigError("Both --api-key-file and a --header give a credential; leave one out.");
    }
    String key = given ? null : keyFile == null ? environmentKey : read(keyFile);
    if (key == null || key.isBlank()) {
      return headers;
    }
    return checked(headers, "Authorization", "Bearer " + key.strip());
  }

  /** What of them goes to the provider: the rest is for the cache. */
  static Headers sent(Headers headers) {
    return headers.keeping(
        name -> {
          String lower = name.toLowerCase(Locale.ROOT);
          return !lower.startsWith("llmcache-") && !FOR_THE_CACHE.contains(lower);
        });
  }

  private static Headers added(Headers headers, String line) {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new ConfigError("--header is 'Name: value'.");
    }
    String name = line.substring(0, colon).strip();
    String value = line.substring(colon + 1).strip();
    if (FOR_THE_CACHE.contains(name.toLowerCase(Locale.ROOT))) {
      throw new ConfigError(
          "--header %s: what the cache does is not told by a header here.".formatted(name));
    }
    return name.equalsIgnoreCase("Content-Type")
        ? headers.with("Content-Type", value)
        : checked(headers, name, value);
  }

  /** The value is not shown: it may be a credential. */
  private static Headers checked(Headers headers, String name, String value) {
    try {
      HttpRequest.newBuilder(URI.create("http://localhost")).header(name, value);
    } catch (IllegalArgumentException e) {
      throw new ConfigError(
          "The header field %s cannot be sent with this name or value.".formatted(name));
    }
    return headers.plus(name, value);
  }

  private static String read(Path file) {
    try {
      String key = Files.readString(file).strip();
      if (key.isEmpty()) {
        throw new ConfigError(
            "--api-key-file %s is empty; it holds the key alone.".formatted(file));
      }
      return key;
    } catch (IOException e) {
      throw new ConfigError(
          "--api-key-file %s cannot be read (%s).".formatted(file, e.getClass().getSimpleName()));
    }
  }
}
