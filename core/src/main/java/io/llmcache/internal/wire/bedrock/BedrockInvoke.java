package io.llmcache.internal.wire.bedrock;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.key.CanonicalJson.AsWritten;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.internal.wire.KeyParts;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AWS Bedrock's InvokeModel and InvokeModelWithResponseStream. Bodies are those of the models, each
 * family has its own: they are kept as they are, and no shape is made of the other.
 */
public final class BedrockInvoke implements WireFormat {

  private static final String UNARY = "invoke";
  private static final String STREAM = "invoke-with-response-stream";

  /** For the service loader. */
  public BedrockInvoke() {}

  @Override
  public String id() {
    return "bedrock.invoke";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return method.equals("POST") && BedrockPath.hasVerb(target, UNARY, STREAM);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    BedrockPath path = BedrockPath.of(request.target());
    Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(request.body()));
    if (path == null || body == null || body.isEmpty()) {
      throw new UnreadableRequestException(path == null ? "no-model" : "not-a-json-object");
    }
    String pass = path.isFloatingPrompt() ? "server-state" : InvokeRules.passReason(body);
    Shape shape = path.verb().equals(STREAM) ? Shape.STREAM : Shape.UNARY;
    return new RequestFacts(
        id(),
        path.model(),
        pass.isEmpty() ? RequestClass.EXACT_ONLY : RequestClass.PASS,
        pass.isEmpty() ? "model-body" : pass,
        shape,
        shape.name().toLowerCase(Locale.ROOT),
        path.withVerb(path.verb()),
        CanonicalJson.write(new AsWritten(body), request.body().length),
        BedrockHeaders.forKey(request.headers()),
        KeyParts.query(request.target()),
        InvokeRules.limitsLength(body),
        null);
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return new JudgingTracker(
        new InvokeJudge(), EventStreamSplitter::new, request.shape() == Shape.STREAM, status);
  }
}
