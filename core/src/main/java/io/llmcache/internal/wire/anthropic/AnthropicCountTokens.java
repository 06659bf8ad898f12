package io.llmcache.internal.wire.anthropic;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;

/** How many tokens a request for a message would have. */
public final class AnthropicCountTokens implements WireFormat {

  @Override
  public String id() {
    return "anthropic.count_tokens";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return method.equals("POST") && MessagesPath.isCountTokens(target);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    MessagesRequest asked = MessagesReader.read(request.target(), request.body());
    MessagesClass verdict = MessagesClass.of(asked).exactAtMost("token-count");
    return new RequestFacts(
        id(),
        asked.model(),
        verdict.requestClass(),
        verdict.reason(),
        Shape.UNARY,
        MessagesReframe.UNARY,
        request.target().getRawPath(),
        MessagesCanonical.of(asked, verdict, request.body().length).bytes(),
        MessagesKey.headers(request.headers()),
        MessagesKey.query(request.target()),
        false,
        null);
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return new JudgingTracker(new CountJudge(), Framing.SSE, false, status);
  }
}
