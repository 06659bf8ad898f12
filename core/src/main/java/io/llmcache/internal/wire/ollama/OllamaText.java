package io.llmcache.internal.wire.ollama;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.Asked;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.internal.wire.KeyParts;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the two calls for text have in common. */
abstract sealed class OllamaText implements WireFormat permits OllamaChat, OllamaGenerate {

  /** What may answer the request. */
  abstract OllamaClass classOf(OllamaRequest request);

  /** Where a cacheable request asks; null if nowhere. */
  abstract @Nullable Asked question(OllamaRequest request);

  @Override
  public final RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    OllamaRequest asked = OllamaReader.read(request.body());
    OllamaClass verdict = classOf(asked);
    OllamaRequest rewritten = asked.copy();
    boolean asks = verdict.requestClass() == RequestClass.CACHEABLE;
    Canonical canonical =
        OllamaCanonical.of(rewritten, request.body().length, asks ? question(rewritten) : null);
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
        asked.lengthLimited(),
        null,
        canonical.question());
  }

  @Override
  public final ReplyTracker track(RequestFacts request, int status, Headers headers) {
    boolean streamed = request.shape() == Shape.STREAM;
    return new JudgingTracker(new OllamaJudge(), Framing.NDJSON, streamed, status);
  }

  @Override
  public final @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    boolean streamed = request.shape() == Shape.STREAM;
    byte[] body = OllamaReframe.body(streamed, stored.body());
    String type = streamed ? "application/x-ndjson" : "application/json; charset=utf-8";
    return body == null ? null : stored.reframed(request.form(), type, body);
  }

  @Override
  public final @Nullable String answerText(StoredReply stored) {
    return OllamaAnswerText.of(stored.body());
  }
}
