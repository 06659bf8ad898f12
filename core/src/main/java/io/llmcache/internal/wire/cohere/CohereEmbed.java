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
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cohere's v2 embeddings, each request as a whole. */
public final class CohereEmbed implements WireFormat {

  private static final List<String> INPUTS = List.of("texts", "images", "inputs");

  @Override
  public String id() {
    return "cohere.embed";
  }

  @Override
  public boolean recognises(String method, URI target) {
    String path = target.getRawPath();
    return method.equals("POST") && path != null && path.endsWith("/v2/embed");
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = RequestChecks.body(request.body());
    for (String field : INPUTS) {
      RequestChecks.check(body, field, List.class);
    }
    if (inputs(body) == 0) {
      throw new UnreadableRequestException("no-input");
    }
    return CohereList.read(id(), request, body);
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return CohereList.track(inputs(Json.object(request.canonical())), status);
  }

  private static int inputs(@Nullable Map<String, @Nullable Object> body) {
    int inputs = 0;
    for (String field : INPUTS) {
      List<@Nullable Object> list = body == null ? null : JsonTree.array(body.get(field));
      inputs += list == null ? 0 : list.size();
    }
    return inputs;
  }
}
