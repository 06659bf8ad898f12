package io.llmcache.exchange;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The directives of a Cache-Control field that the cache obeys (RFC 9111 section 5.2).
 *
 * @param maxAge null: not said
 * @param maxStale null: not said; a very long duration where the directive has no value
 * @param minFresh zero: not said
 * @param staleIfError null: not said (RFC 5861 section 4)
 */
public record CacheControl(
    boolean noCache,
    boolean noStore,
    boolean onlyIfCached,
    @Nullable Duration maxAge,
    @Nullable Duration maxStale,
    Duration minFresh,
    @Nullable Duration staleIfError) {

  /** No directive at all. */
  public static final CacheControl NONE =
      new CacheControl(false, false, false, null, null, Duration.ZERO, null);

  private static final Duration ANY = Duration.ofDays(36500);

  /**
   * Reads the field, and {@code Pragma: no-cache} where there is none. Never fails: what is not
   * understood is ignored.
   */
  public static CacheControl of(Headers headers) {
    String value = headers.joined("Cache-Control");
    if (value == null) {
      String pragma = headers.joined("Pragma");
      return pragma != null && pragma.toLowerCase(Locale.ROOT).contains("no-cache")
          ? parse("no-cache")
          : NONE;
    }
    return parse(value);
  }

  private static CacheControl parse(String value) {
    boolean noCache = false;
    boolean noStore = false;
    boolean onlyIfCached = false;
    Duration maxAge = null;
    Duration maxStale = null;
    Duration minFresh = Duration.ZERO;
    Duration staleIfError = null;
    for (String directive : value.split(",")) {
      int equals = directive.indexOf('=');
      String name = (equals < 0 ? directive : directive.substring(0, equals)).trim();
      Duration given = equals < 0 ? null : seconds(directive.substring(equals + 1));
      switch (name.toLowerCase(Locale.ROOT)) {
        case "no-cache" -> noCache = true;
        case "no-store" -> noStore = true;
        case "only-if-cached" -> onlyIfCached = true;
        case "max-age" -> maxAge = given == null ? maxAge : given;
        case "max-stale" -> maxStale = equals < 0 ? ANY : given;
        case "min-fresh" -> minFresh = given == null ? minFresh : given;
        case "stale-if-error" -> staleIfError = given;
        default -> {}
      }
    }
    return new CacheControl(
        noCache, noStore, onlyIfCached, maxAge, maxStale, minFresh, staleIfError);
  }

  /** Delta seconds (RFC 9111 section 1.2.2), also quoted; null where it is not a number. */
  private static @Nullable Duration seconds(String text) {
    String digits = text.trim().replace("\"", "");
    if (digits.isEmpty()
        || digits.length() > 18
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    return Duration.ofSeconds(Math.min(Long.parseLong(digits), ANY.toSeconds()));
  }
}
