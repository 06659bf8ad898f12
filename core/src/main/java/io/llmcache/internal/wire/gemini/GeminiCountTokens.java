package io.llmcache.internal.wire.gemini;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Google's countTokens: how long a request is. The answer is one number, in one form. */
public final class GeminiCountTokens implements WireFormat {

  private static final String VERB = "countTokens";

  @Override
  public String id() {
    return "gemini.count_tokens";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return method.equals("POST") && GeminiPath.asks(target, VERB);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    GeminiPath path = GeminiReader.path(request.target());
    Map<String, @Nullable Object> body = GeminiLevel.count(GeminiReader.body(request.body()));
    Map<String, @Nullable Object> counted = Json.object(body, "generateContentRequest");
    GeminiRequest asked =
        new GeminiRequest(path, body, GeminiReader.contents(counted == null ? body : counted));
    boolean cached = counted != null && counted.get("cachedContent") != null;
    Stream<Map<String, @Nullable Object>> parts = asked.parts();
    return new RequestFacts(
        id(),
        path.model(),
        RequestClass.EXACT_ONLY,
        "token-count",
        Shape.UNARY,
        GeminiForm.UNARY.label(),
        path.resource(),
        CanonicalJson.write(body, request.body().length),
        Headers.EMPTY,
        GeminiQuery.key(request.target(), VERB),
        false,
        GeminiLifetime.longest(cached || asked.has("cachedContent"), parts));
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return new JudgingTracker(new GeminiCountJudge(), Framing.JSON_ARRAY, false, status);
  }
}
