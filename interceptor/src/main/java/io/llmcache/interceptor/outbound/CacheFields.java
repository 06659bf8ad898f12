package io.llmcache.interceptor.outbound;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which header fields of a client's request concern the cache. Pure. */
public final class CacheFields {

  private CacheFields() {}

  /** Whether a field of a call that the cache looks at ends here. */
  public static boolean isForCache(String name) {
    return name.equalsIgnoreCase("Cache-Control") || isOwn(name);
  }

  /** Whether only the cache knows the field: it never goes on to a provider. */
  public static boolean isOwn(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("llmcache-");
  }

  /** The request's field that asks why it goes as it goes, and the reply's that says so. */
  private static final String EXPLAIN = "llmcache-explain";

  /**
   * What the cache says of a call in its reply's header: Cache-Status, and why if that is asked.
   */
  public static Headers said(Lease lease) {
    Headers said = Headers.of(CacheStatus.FIELD, lease.cacheStatus());
    String explanation = lease.explanation();
    return explanation == null ? said : said.plus(EXPLAIN, explanation);
  }

  /** Whether a body is JSON as it will be read, so that the cache can read it too. */
  public static boolean arePlainJson(@Nullable String type, @Nullable String encoding) {
    if (type == null || encoding != null) {
      return false;
    }
    String media = type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    return media.endsWith("/json") || media.endsWith("+json");
  }
}
