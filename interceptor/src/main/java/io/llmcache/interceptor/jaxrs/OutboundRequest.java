package io.llmcache.interceptor.jaxrs;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.interceptor.identity.CallerPrincipal;
import io.llmcache.interceptor.outbound.CacheFields;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A client's request in the cache's words. */
final class OutboundRequest {

  private OutboundRequest() {}

  static CacheRequest of(ClientRequestContext request, byte[] body, LlmCache cache) {
    Headers headers = Headers.of(request.getStringHeaders());
    if (isBypassed(request)) {
      headers = headers.plus("Cache-Control", "no-cache");
    }
    CacheRequest asked =
        CacheRequest.of(WayIn.CLIENT, request.getMethod(), request.getUri(), headers, body)
            .by(CallerPrincipal.wantedBy(cache))
            .inParts()
            .refreshedBy(new BackgroundCall(request, cache.executor()));
    return Platform.of(request) == Platform.OTHER ? asked.alone() : asked;
  }

  /** Takes away the fields that are meant for the cache alone, and returns them. */
  static Map<String, List<Object>> keepCacheFieldsHere(ClientRequestContext request) {
    return take(request, CacheFields::isForCache);
  }

  /** Takes away what only the cache knows, from a call that it keeps out of. */
  static void keepOwnFieldsHere(ClientRequestContext request) {
    take(request, CacheFields::isOwn);
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
