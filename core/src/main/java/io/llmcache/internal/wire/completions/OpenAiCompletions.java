package io.llmcache.internal.wire.completions;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.ChunkReframe;
import io.llmcache.internal.wire.FormOptions;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's legacy Completions, also with engines and Azure's deployments in the path, and Mistral's
 * fill-in-the-middle, which asks the same way and answers like a chat. A prompt is a text to go on
 * with, not a question: no request has one.
 */
public final class OpenAiCompletions implements WireFormat {

  private static final Predicate<String> KEY_HEADERS =
      name -> name.equals("openai-beta") || name.startsWith("x-openrouter-");

  private static final ChunkReframe REFRAME =
      new ChunkReframe(CompletionToUnary::whole, CompletionToStream::stream);

  @Override
  public String id() {
    return "openai.completions";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return method.equals("POST") && CompletionPath.recognises(target);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    CompletionRequest asked = CompletionReader.read(request.target(), request.body());
    CompletionClass verdict = CompletionClass.of(asked);
    return new RequestFacts(
        id(),
        asked.model(),
        verdict.requestClass(),
        verdict.reason(),
        asked.shape(),
        CompletionForm.of(asked),
        request.target().getRawPath(),
        CompletionCanonical.bytes(asked, request.body().length),
        KeyParts.headers(request.headers(), KEY_HEADERS),
        KeyParts.query(request.target()),
        asked.lengthLimited(),
        null);
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    boolean stream = request.shape() == Shape.STREAM;
    return new JudgingTracker(CompletionJudge.of(request), Framing.SSE, stream, status);
  }

  @Override
  public @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    return REFRAME.of(request, stored, FormOptions.asksUsage(request.form()));
  }

  @Override
  public @Nullable String answerText(StoredReply stored) {
    return CompletionAnswerText.of(stored.body());
  }
}
