package io.llmcache.internal.wire.gemini;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Google's generateContent and streamGenerateContent. */
public final class GeminiGenerate implements WireFormat {

  @Override
  public String id() {
    return "gemini.generate";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return method.equals("POST")
        && GeminiPath.asks(target, "generateContent", GeminiForm.STREAM_VERB);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    GeminiRequest asked = GeminiReader.read(request.target(), request.body());
    GeminiClass verdict = GeminiClass.of(asked);
    GeminiForm form = GeminiQuery.form(request.target(), asked.path().verb());
    boolean lengthLimited = asked.lengthLimited();
    var longestLifetime = GeminiLifetime.longest(asked.has("cachedContent"), asked.parts());
    Canonical canonical = GeminiCanonical.of(asked, verdict, request.body().length);
    return new RequestFacts(
        id(),
        asked.path().model(),
        verdict.requestClass(),
        verdict.reason(),
        form.shape(),
        form.label(),
        asked.path().resource(),
        canonical.bytes(),
        Headers.EMPTY,
        GeminiQuery.key(request.target(), asked.path().verb()),
        lengthLimited,
        longestLifetime,
        canonical.question());
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    GeminiForm form = GeminiForm.of(request.form());
    return new JudgingTracker(
        new GeminiJudge(GeminiExpectation.candidates(request)),
        form.framing(),
        form != GeminiForm.UNARY,
        status);
  }

  @Override
  public @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    GeminiForm form = GeminiForm.of(request.form());
    byte[] body = GeminiReframe.body(form, stored.body());
    return body == null ? null : stored.reframed(request.form(), form.contentType(), body);
  }

  @Override
  public @Nullable String answerText(StoredReply stored) {
    return GeminiAnswerText.of(stored.body());
  }
}
