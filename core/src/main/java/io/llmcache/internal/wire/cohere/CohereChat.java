package io.llmcache.internal.wire.cohere;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.Framing;
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

/** Cohere's v2 chat. The first version, which is another API, is not recognised. */
public final class CohereChat implements WireFormat {

  @Override
  public String id() {
    return "cohere.chat";
  }

  @Override
  public boolean recognises(String method, URI target) {
    String path = target.getRawPath();
    return method.equals("POST") && path != null && path.endsWith("/v2/chat");
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    CohereChatRequest asked = CohereChatRequest.read(request.target(), request.body());
    CohereChatClass verdict = CohereChatClass.of(asked);
    Canonical canonical = CohereChatCanonical.of(asked, verdict, request.body().length);
    return new RequestFacts(
        id(),
        asked.model(),
        verdict.requestClass(),
        verdict.reason(),
        asked.shape(),
        asked.shape().name().toLowerCase(Locale.ROOT),
        request.target().getRawPath(),
        canonical.bytes(),
        Headers.EMPTY,
        KeyParts.query(request.target()),
        asked.has("max_tokens"),
        null,
        canonical.question());
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return new JudgingTracker(
        new CohereChatJudge(), Framing.SSE, request.shape() == Shape.STREAM, status);
  }

  @Override
  public @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    return CohereChatReframe.reframe(request, stored);
  }

  @Override
  public @Nullable String answerText(StoredReply stored) {
    return CohereChatAnswerText.of(stored.body());
  }
}
