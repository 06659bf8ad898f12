package io.llmcache.internal.wire.responses;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.internal.wire.KeyParts;
import io.llmcache.settings.Settings;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** OpenAI's Responses API, as OpenAI, Azure OpenAI and servers compatible with it speak it. */
public final class OpenAiResponses implements WireFormat {

  private static final Predicate<String> KEY_HEADERS =
      name -> name.equals("openai-beta") || name.startsWith("x-openrouter-");

  private final boolean idsAreNotReused;

  /** Caches only what the provider is told not to keep: requests with {@code store:false}. */
  public OpenAiResponses() {
    this(false);
  }

  /**
   * @param idsAreNotReused whether no client sends an answer's id back to the provider, so that
   *     answers can be cached although the provider keeps them too
   */
  public OpenAiResponses(boolean idsAreNotReused) {
    this.idsAreNotReused = idsAreNotReused;
  }

  @Override
  public String id() {
    return "openai.responses";
  }

  @Override
  public WireFormat configured(Settings settings) {
    return new OpenAiResponses(settings.cacheStoredResponses());
  }

  @Override
  public boolean recognises(String method, URI target) {
    String path = target.getRawPath();
    return method.equals("POST") && path != null && path.endsWith("/responses");
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    ResponsesRequest asked = ResponsesReader.read(request.target(), request.body());
    ResponsesClass verdict = ResponsesClass.of(asked, idsAreNotReused);
    Canonical canonical = ResponsesCanonical.of(asked, verdict, request.body().length);
    return new RequestFacts(
        id(),
        asked.model(),
        verdict.requestClass(),
        verdict.reason(),
        asked.shape(),
        ResponsesForm.of(asked),
        request.target().getRawPath(),
        canonical.bytes(),
        KeyParts.headers(request.headers(), KEY_HEADERS),
        KeyParts.query(request.target()),
        asked.has("max_output_tokens"),
        null,
        canonical.question());
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return new JudgingTracker(
        new ResponsesJudge(), Framing.SSE, request.shape() == Shape.STREAM, status);
  }

  @Override
  public @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    return ResponsesReframe.reframe(request, stored);
  }

  @Override
  public @Nullable String answerText(StoredReply stored) {
    return ResponsesAnswerText.of(stored.body());
  }
}
