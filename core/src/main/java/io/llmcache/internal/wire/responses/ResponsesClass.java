package io.llmcache.internal.wire.responses;

import io.llmcache.spi.RequestClass;

/**
 * What may answer a request, and why.
 *
 * @param reason empty if it is cacheable
 */
record ResponsesClass(RequestClass requestClass, String reason) {

  /**
   * The first rule that applies decides.
   *
   * @param idsAreNotReused whether answers that the provider keeps can be cached all the same
   */
  static ResponsesClass of(ResponsesRequest request, boolean idsAreNotReused) {
    String pass = PassRules.reason(request);
    if (pass.isEmpty() && request.isStored() && !idsAreNotReused) {
      pass = "stored-response";
    }
    if (!pass.isEmpty()) {
      return new ResponsesClass(RequestClass.PASS, pass);
    }
    String exact = ExactRules.reason(request);
    return new ResponsesClass(
        exact.isEmpty() ? RequestClass.CACHEABLE : RequestClass.EXACT_ONLY, exact);
  }
}
