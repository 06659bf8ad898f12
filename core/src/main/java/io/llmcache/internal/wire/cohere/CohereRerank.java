package io.llmcache.internal.wire.cohere;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.RequestChecks;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cohere's v2 reranking. */
public final class CohereRerank implements WireFormat {

  @Override
  public String id() {
    return "cohere.rerank";
  }

  @Override
  public boolean recognises(String method, URI target) {
    String path = target.getRawPath();
    return method.equals("POST") && path != null && path.endsWith("/v2/rerank");
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = RequestChecks.body(request.body());
    RequestChecks.check(body, "documents", List.class);
    RequestChecks.check(body, "top_n", BigDecimal.class);
    if (!JsonTree.isText(body.get("query"))) {
      throw new UnreadableRequestException("no-query");
    }
    if (asked(body) <= 0) {
      throw new UnreadableRequestException("no-documents");
    }
    return CohereList.read(id(), request, body);
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return CohereList.track(asked(Json.object(request.canonical())), status);
  }

  /** As many as there are documents, or fewer if only the best were asked for. */
  private static long asked(@Nullable Map<String, @Nullable Object> body) {
    List<@Nullable Object> documents = body == null ? null : JsonTree.array(body.get("documents"));
    int all = documents == null ? 0 : documents.size();
    long best = Json.count(body, "top_n");
    return best < 0 ? all : Math.min(best, all);
  }
}
