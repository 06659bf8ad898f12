package io.llmcache.interceptor.method;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.WayIn;

/** Makes the request that stands for a call. Pure. */
final class MethodRequests {

  private MethodRequests() {}

  /**
   * @param items whether the method returns items one by one
   */
  static CacheRequest of(MethodCall call, boolean items) {
    String question = call.semantic() ? call.questionPath() : null;
    CacheRequest request =
        CacheRequest.of(
                WayIn.METHOD,
                "CALL",
                MethodFraming.target(call.name(), call.returns(), items, question),
                headers(call),
                call.argumentsJson().getBytes(UTF_8))
            .by(call.principal())
            .lasting(call.ttl());
    return call.shared() ? request.forEverybody() : request;
  }

  private static Headers headers(MethodCall call) {
    Headers headers = Headers.EMPTY;
    if (!call.tags().isEmpty()) {
      headers = headers.plus("llmcache-tags", String.join(",", call.tags()));
    }
    if (!call.semantic()) {
      headers = headers.plus("llmcache-semantic", "off");
    } else if (call.threshold() != null) {
      headers = headers.plus("llmcache-semantic", call.threshold().toString());
    }
    return call.callAgain() ? headers.plus("Cache-Control", "no-cache") : headers;
  }
}
