package io.llmcache.internal.wire.bedrock;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.internal.wire.KeyParts;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** AWS Bedrock's Converse and ConverseStream. */
public final class BedrockConverse implements WireFormat {

  private static final String UNARY = "converse";
  private static final String STREAM = "converse-stream";

  /** For the service loader. */
  public BedrockConverse() {}

  @Override
  public String id() {
    return "bedrock.converse";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return method.equals("POST") && BedrockPath.hasVerb(target, UNARY, STREAM);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    BedrockPath path = BedrockPath.of(request.target());
    if (path == null) {
      throw new UnreadableRequestException("no-model");
    }
    ConverseRequest asked = ConverseRequest.read(path, request.body());
    ConverseClass verdict = ConverseClass.of(asked);
    Canonical canonical = ConverseCanonical.of(asked, verdict, request.body().length);
    Shape shape = path.verb().equals(STREAM) ? Shape.STREAM : Shape.UNARY;
    return new RequestFacts(
        id(),
        path.model(),
        verdict.requestClass(),
        verdict.reason(),
        shape,
        shape.name().toLowerCase(Locale.ROOT),
        path.withVerb(UNARY),
        canonical.bytes(),
        BedrockHeaders.forKey(request.headers()),
        KeyParts.query(request.target()),
        asked.lengthLimited(),
        verdict.longestLifetime(),
        canonical.question());
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return new JudgingTracker(
        new ConverseJudge(), EventStreamSplitter::new, request.shape() == Shape.STREAM, status);
  }

  @Override
  public @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    return ConverseReframe.reframe(request, stored);
  }

  @Override
  public @Nullable String answerText(StoredReply stored) {
    return ConverseAnswerText.of(stored.body());
  }
}
