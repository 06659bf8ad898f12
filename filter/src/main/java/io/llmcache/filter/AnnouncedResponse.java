package io.llmcache.filter;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.filter.io.RequestHeaders;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response that says what the cache did, and gives nobody the permission to store it unless the
 * application does.
 */
class AnnouncedResponse extends HttpServletResponseWrapper {

  private static final String CACHE_CONTROL = "Cache-Control";

  private final String cacheStatus;
  private final @Nullable String explanation;
  private boolean cacheControlIsOurs;

  AnnouncedResponse(HttpServletResponse response, Lease lease) {
    super(response);
    this.cacheStatus = lease.cacheStatus();
    this.explanation = lease.explanation();
    announce();
  }

  private void announce() {
    super.setHeader(CacheStatus.FIELD, cacheStatus);
    if (explanation != null) {
      super.setHeader(RequestHeaders.EXPLAIN, explanation);
    }
    if (!containsHeader(CACHE_CONTROL)) {
      super.setHeader(CACHE_CONTROL, "private, no-store");
      cacheControlIsOurs = true;
    }
  }

  @Override
  public void setHeader(String name, String value) {
    if (name.equalsIgnoreCase(CACHE_CONTROL)) {
      cacheControlIsOurs = false;
    }
    super.setHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    if (cacheControlIsOurs && name.equalsIgnoreCase(CACHE_CONTROL)) {
      setHeader(name, value);
    } else {
      super.addHeader(name, value);
    }
  }

  @Override
  public void reset() {
    super.reset();
    announce();
  }

  /** The header fields as the application set them. */
  final Headers own() {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String name : getHeaderNames()) {
      fields.put(name, List.copyOf(getHeaders(name)));
    }
    Headers own =
        Headers.of(fields)
            .keeping(
                name ->
                    !name.equalsIgnoreCase(CacheStatus.FIELD)
                        && !name.equalsIgnoreCase(RequestHeaders.EXPLAIN)
                        && !(cacheControlIsOurs && name.equalsIgnoreCase(CACHE_CONTROL)));
    String type = getContentType();
    return type == null ? own : own.with("Content-Type", type);
  }
}
