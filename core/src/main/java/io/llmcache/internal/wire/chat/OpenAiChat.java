package io.llmcache.internal.wire.chat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.Canonical;
import io.llmcache.internal.wire.ChunkReframe;
import io.llmcache.internal.wire.KeyParts;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Chat Completions, as OpenAI, Azure OpenAI and the many servers compatible with it speak
 * them.
 */
public final class OpenAiChat implements WireFormat {

  private static final Predicate<String> KEY_HEADERS =
      name -> name.equals("openai-beta") || name.startsWith("x-openrouter-");

  private static final ChunkReframe REFRAME =
      new ChunkReframe(ChatToUnary::whole, ChatToStream::stream);

  @Override
  public String id() {
    return "openai.chat";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return method.equals("POST") && ChatPath.recognises(target);
  }

  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    ChatRequest asked = ChatReader.read(request.target(), request.body());
    ChatClass verdict = ChatClass.of(asked);
    Canonical canonical = ChatCanonical.of(asked, verdict, request.body().length);
    return new RequestFacts(
        id(),
        asked.model(),
        verdict.requestClass(),
        verdict.reason(),
        asked.shape(),
        ChatForm.of(asked),
        request.target().getRawPath(),
        canonical.bytes(),
        KeyParts.headers(request.headers(), KEY_HEADERS),
        KeyParts.query(request.target()),
        asked.lengthLimited(),
        null,
        canonical.question());
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    return new ChatTracker(ChatExpectation.of(request), status);
  }

  @Override
  public @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    return REFRAME.of(request, stored, ChatForm.showsUsage(request.form()));
  }

  @Override
  public @Nullable String answerText(StoredReply stored) {
    return ChatAnswerText.of(stored.body());
  }
}
