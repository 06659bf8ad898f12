package io.llmcache.internal.wire.chat;

import io.llmcache.spi.RequestClass;

/**
 * What may answer a chat completion request, and why.
 *
 * @param reason empty if it is cacheable
 */
record ChatClass(RequestClass requestClass, String reason) {

  /** The first rule that applies decides. */
  static ChatClass of(ChatRequest request) {
    String pass = PassRules.reason(request);
    if (!pass.isEmpty()) {
      return new ChatClass(RequestClass.PASS, pass);
    }
    String exact = ExactRules.reason(request);
    return new ChatClass(exact.isEmpty() ? RequestClass.CACHEABLE : RequestClass.EXACT_ONLY, exact);
  }
}
