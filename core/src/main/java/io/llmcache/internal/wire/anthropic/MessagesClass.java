package io.llmcache.internal.wire.anthropic;

import io.llmcache.spi.RequestClass;

/**
 * What may answer a request, and why.
 *
 * @param reason empty if it is cacheable
 */
record MessagesClass(RequestClass requestClass, String reason) {

  /** The first rule that applies decides. */
  static MessagesClass of(MessagesRequest request) {
    String pass = MessagesPass.reason(request);
    if (!pass.isEmpty()) {
      return new MessagesClass(RequestClass.PASS, pass);
    }
    String exact = MessagesExact.reason(request);
    return new MessagesClass(
        exact.isEmpty() ? RequestClass.CACHEABLE : RequestClass.EXACT_ONLY, exact);
  }

  /** The number of tokens of a similar question is another number. */
  MessagesClass exactAtMost(String why) {
    return requestClass == RequestClass.CACHEABLE
        ? new MessagesClass(RequestClass.EXACT_ONLY, why)
        : this;
  }
}
