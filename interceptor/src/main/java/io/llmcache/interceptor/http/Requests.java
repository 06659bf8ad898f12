package io.llmcache.interceptor.http;

import io.llmcache.exchange.Headers;
import io.llmcache.interceptor.outbound.CacheFields;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/** A client's requests, with less in them. Pure. */
final class Requests {

  private Requests() {}

  static boolean isPlainJson(HttpRequest request) {
    return request.bodyPublisher().isPresent()
        && CacheFields.arePlainJson(
            request.headers().firstValue("Content-Type").orElse(null),
            request.headers().firstValue("Content-Encoding").orElse(null));
  }

  static Headers headers(HttpRequest request) {
    return Headers.of(request.headers().map());
  }

  /** Of a call that the cache keeps out of: the same object where there is nothing to take away. */
  static HttpRequest withoutOwnFields(HttpRequest request) {
    return request.headers().map().keySet().stream().anyMatch(CacheFields::isOwn)
        ? HttpRequest.newBuilder(request, (name, value) -> !CacheFields.isOwn(name)).build()
        : request;
  }

  /** Of a call that the cache looks at: without what was said to it, and with this body. */
  static HttpRequest forProvider(HttpRequest request, BodyPublisher body) {
    return HttpRequest.newBuilder(request, (name, value) -> !CacheFields.isForCache(name))
        .method(request.method(), body)
        .build();
  }

  static HttpRequest forProvider(HttpRequest request, byte[] body) {
    return forProvider(request, BodyPublishers.ofByteArray(body));
  }
}
