package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** A client's request in the cache's words. */
final class OutboundRequest {

  private OutboundRequest() {}

  static CacheRequest of(ClientRequestContext request, byte[] body, Executor executor) {
    Headers headers = Headers.of(request.getStringHeaders());
    if (isBypassed(request)) {
      headers = headers.plus("Cache-Control", "no-cache");
    }
    CacheRequest asked =
        CacheRequest.of(WayIn.CLIENT, request.getMethod(), request.getUri(), headers, body)
            .inParts()
            .refreshedBy(new BackgroundCall(request, executor));
    return Platform.of(request) == Platform.OTHER ? asked.alone() : asked;
  }

  /** Takes away the fields that are meant for the cache alone, and returns them. */
  static Map<String, List<Object>> keepCacheFieldsHere(ClientRequestContext request) {
    return take(request, OutboundRequest::isForCache);
  }

  /** Takes away what only the cache knows, from a call that it keeps out of. */
  static void keepOwnFieldsHere(ClientRequestContext request) {
    take(request, OutboundRequest::isOwn);
  }

  /** Whether a header field of a call that the cache looks at ends here. */
  static boolean isForCache(String name) {
    return name.equalsIgnoreCase("Cache-Control") || isOwn(name);
  }

  private static boolean isOwn(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("llmcache-");
  }

  private static Map<String, List<Object>> take(
      ClientRequestContext request, Predicate<String> meant) {
    MultivaluedMap<String, Object> headers = request.getHeaders();
    Map<String, List<Object>> taken = new HashMap<>();
    for (String name : List.copyOf(headers.keySet())) {
      if (meant.test(name)) {
        taken.put(name, headers.remove(name));
      }
    }
    return taken;
  }

  private static boolean isBypassed(ClientRequestContext request) {
    Object ofRequest = request.getProperty(LlmCacheFeature.BYPASS);
    Object said =
        ofRequest != null
            ? ofRequest
            : request.getConfiguration().getProperty(LlmCacheFeature.BYPASS);
    return Boolean.parseBoolean(String.valueOf(said));
  }
}
