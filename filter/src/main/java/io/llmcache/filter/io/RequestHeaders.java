package io.llmcache.filter.io;

import io.llmcache.exchange.Headers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the header fields of a servlet request. */
public final class RequestHeaders {

  private RequestHeaders() {}

  /** All fields as the server gives them. */
  public static Headers of(HttpServletRequest request) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      fields.put(name, Collections.list(request.getHeaders(name)));
    }
    return Headers.of(fields);
  }
}
