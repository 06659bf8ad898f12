package io.llmcache.internal.wire.cohere;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.wire.CanonicalRules;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.internal.wire.KeyParts;
import io.llmcache.internal.wire.RequestChecks;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests that are answered by a list in one piece, which serves nothing but the same request. */
final class CohereList {

  private CohereList() {}

  static RequestFacts read(String id, CacheRequest request, Map<String, @Nullable Object> checked)
      throws UnreadableRequestException {
    String model = RequestChecks.model(checked, "");
    Map<String, @Nullable Object> body = new LinkedHashMap<>(checked);
    body.remove("priority");
    CanonicalRules.keepOrderBut(Set.of(), body);
    return new RequestFacts(
        id,
        model,
        RequestClass.EXACT_ONLY,
        "no-text",
        Shape.UNARY,
        "unary",
        request.target().getRawPath(),
        CanonicalJson.write(body, request.body().length),
        Headers.EMPTY,
        KeyParts.query(request.target()),
        false,
        null);
  }

  /**
   * @param asked how long the list in the reply must be
   */
  static ReplyTracker track(long asked, int status) {
    return new JudgingTracker(new CohereListJudge(asked), Framing.SSE, false, status);
  }
}
