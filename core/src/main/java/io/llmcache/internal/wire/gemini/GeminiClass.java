package io.llmcache.internal.wire.gemini;

import io.llmcache.spi.RequestClass;

/**
 * What may answer a request, and why.
 *
 * @param reason empty if it is cacheable
 */
record GeminiClass(RequestClass requestClass, String reason) {

  /** The first rule that applies decides. */
  static GeminiClass of(GeminiRequest request) {
    String pass = GeminiPass.reason(request);
    if (!pass.isEmpty()) {
      return new GeminiClass(RequestClass.PASS, pass);
    }
    String exact = GeminiExact.reason(request);
    return new GeminiClass(
        exact.isEmpty() ? RequestClass.CACHEABLE : RequestClass.EXACT_ONLY, exact);
  }
}
