package io.llmcache.filter.io;

import io.llmcache.exchange.Headers;
import io.llmcache.settings.Explain;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the header fields of a servlet request. */
public final class RequestHeaders {

  /** The request's field that asks why it goes as it goes, and the reply's that says so. */
  public static final String EXPLAIN = "llmcache-explain";

  private RequestHeaders() {}

  /** All fields as the server gives them. */
  public static Headers of(HttpServletRequest request) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      fields.put(name, Collections.list(request.getHeaders(name)));
    }
    return Headers.of(fields);
  }

  /**
   * The fields as the cache is to see them: without the wish for an explanation, where the caller
   * may not have one.
   */
  public static Headers forCache(Headers received, HttpServletRequest request, Explain explain) {
    if (received.first(EXPLAIN) == null || mayAsk(request, explain)) {
      return received;
    }
    return received.keeping(name -> !name.equalsIgnoreCase(EXPLAIN));
  }

  private static boolean mayAsk(HttpServletRequest request, Explain explain) {
    return switch (explain.access()) {
      case OFF -> false;
      case ROLE -> request.isUserInRole(explain.role());
      case ALL -> true;
    };
  }
}
