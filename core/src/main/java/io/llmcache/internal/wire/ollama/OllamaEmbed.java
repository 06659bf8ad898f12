package io.llmcache.internal.wire.ollama;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.internal.wire.KeyParts;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ollama's embed, and the older embeddings for one text. The answer has one form. */
public final class OllamaEmbed implements WireFormat {

  @Override
  public String id() {
    return "ollama.embed";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return OllamaPath.is(method, target, OllamaPath.EMBED)
        || OllamaPath.is(method, target, OllamaPath.EMBEDDINGS);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    OllamaRequest asked = OllamaReader.read(request.body());
    boolean older = OllamaPath.is("POST", request.target(), OllamaPath.EMBEDDINGS);
    boolean asksNothing = older ? !asked.hasText("prompt") : inputs(asked).isEmpty();
    if (!older) {
      asked.body().put("input", inputs(asked));
      asked.body().remove("truncate", true);
    }
    return new RequestFacts(
        id(),
        asked.model(),
        asksNothing ? RequestClass.PASS : RequestClass.EXACT_ONLY,
        asksNothing ? "load-command" : "embeddings",
        Shape.UNARY,
        "unary",
        request.target().getRawPath(),
        OllamaCanonical.of(asked.copy(), request.body().length, null).bytes(),
        Headers.EMPTY,
        KeyParts.query(request.target()),
        false,
        null);
  }

  /** One text is a list of one. */
  private static List<@Nullable Object> inputs(OllamaRequest request)
      throws UnreadableRequestException {
    Object input = request.body().get("input");
    List<@Nullable Object> texts = JsonTree.array(input);
    if (texts != null && texts.stream().allMatch(JsonTree::isText)) {
      return texts;
    }
    if (input != null && !JsonTree.isText(input)) {
      throw new UnreadableRequestException("wrong-type-of-input");
    }
    return input == null || "".equals(input) ? List.of() : List.of(input);
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    List<@Nullable Object> inputs = inputs(request.canonical());
    return new JudgingTracker(
        new OllamaEmbedJudge(inputs == null ? -1 : inputs.size()), Framing.NDJSON, false, status);
  }

  /** Null where the request is for one text, in the older way. */
  private static @Nullable List<@Nullable Object> inputs(byte[] canonical) {
    var body = Json.object(canonical);
    return body == null ? null : JsonTree.array(body.get("input"));
  }
}
