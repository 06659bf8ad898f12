package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.wire.Json;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;

/** What a reply must bring to be the whole answer. */
final class GeminiExpectation {

  private GeminiExpectation() {}

  /** How many candidates were asked for, at least 1; the canonical request leaves 1 out. */
  static long candidates(RequestFacts request) {
    if (request.requestClass() != RequestClass.EXACT_ONLY) {
      return 1;
    }
    return Math.max(
        1,
        Json.count(
            Json.object(Json.object(request.canonical()), "generationConfig"), "candidateCount"));
  }
}
