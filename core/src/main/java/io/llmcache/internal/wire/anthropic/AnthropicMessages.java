package io.llmcache.internal.wire.anthropic;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages, as Anthropic, Vertex AI and compatible servers speak them. */
public final class AnthropicMessages implements WireFormat {

  @Override
  public String id() {
    return "anthropic.messages";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return method.equals("POST") && MessagesPath.isMessages(target);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    MessagesRequest asked = MessagesReader.read(request.target(), request.body());
    MessagesClass verdict = MessagesClass.of(asked);
    Canonical canonical = MessagesCanonical.of(asked, verdict, request.body().length);
    return new RequestFacts(
        id(),
        asked.model(),
        verdict.requestClass(),
        verdict.reason(),
        asked.shape(),
        asked.form(),
        MessagesPath.withoutVerb(request.target()),
        canonical.bytes(),
        MessagesKey.headers(request.headers()),
        MessagesKey.query(request.target()),
        asked.has("max_tokens"),
        null,
        canonical.question());
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return new JudgingTracker(
        new MessagesJudge(), Framing.SSE, request.shape() == Shape.STREAM, status);
  }

  @Override
  public @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    return MessagesReframe.reframe(request, stored);
  }

  @Override
  public @Nullable String answerText(StoredReply stored) {
    return MessagesAnswerText.of(stored.body());
  }
}
