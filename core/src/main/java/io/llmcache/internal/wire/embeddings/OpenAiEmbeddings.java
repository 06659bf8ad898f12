package io.llmcache.internal.wire.embeddings;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.JudgingTracker;
import io.llmcache.internal.wire.KeyParts;
import io.llmcache.spi.BatchFormat;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** OpenAI's embeddings, as OpenAI, Azure OpenAI, Mistral, Voyage and many others speak them. */
public final class OpenAiEmbeddings implements BatchFormat {

  private static final Predicate<String> KEY_HEADERS =
      name -> name.equals("openai-beta") || name.startsWith("x-openrouter-");

  @Override
  public String id() {
    return "openai.embeddings";
  }

  @Override
  public boolean recognises(String method, URI target) {
    return method.equals("POST") && EmbeddingsPath.recognises(target);
  }

  /** The vector of a text is not that of one that means the same. */
  @Override
  public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
    EmbeddingsRequest asked = EmbeddingsReader.read(request.target(), request.body());
    return new RequestFacts(
        id(),
        asked.model(),
        RequestClass.EXACT_ONLY,
        "embeddings",
        Shape.UNARY,
        asked.form(),
        request.target().getRawPath(),
        EmbeddingsCanonical.bytes(asked.body(), asked.inputs()),
        KeyParts.headers(request.headers(), KEY_HEADERS),
        KeyParts.query(request.target()),
        false,
        null);
  }

  @Override
  public ReplyTracker track(RequestFacts request, int status, Headers headers) {
    int inputs = EmbeddingsBatch.inputs(request).size();
    return new JudgingTracker(new EmbeddingsJudge(inputs), Framing.SSE, false, status);
  }

  @Override
  public @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    byte[] body = EmbeddingsReframe.body(stored.body(), stored.form(), request.form());
    return body == null ? null : stored.reframed(request.form(), "application/json", body);
  }

  @Override
  public List<RequestFacts> split(RequestFacts batch) {
    return EmbeddingsBatch.split(batch).stream()
        .map(
            canonical ->
                new RequestFacts(
                    batch.format(),
                    batch.model(),
                    batch.requestClass(),
                    batch.classReason(),
                    batch.shape(),
                    batch.form(),
                    batch.path(),
                    canonical,
                    batch.keyHeaders(),
                    batch.keyQuery(),
                    batch.lengthLimited(),
                    batch.longestLifetime()))
        .toList();
  }

  @Override
  public byte[] request(CacheRequest batch, List<Integer> inputs) {
    try {
      EmbeddingsRequest asked = EmbeddingsReader.read(batch.target(), batch.body());
      return EmbeddingsBatch.request(asked, inputs);
    } catch (UnreadableRequestException e) {
      throw new IllegalArgumentException("a request that was read before", e);
    }
  }

  @Override
  public @Nullable List<Piece> splitReply(List<RequestFacts> inputs, byte[] body) {
    return EmbeddingsBatch.splitReply(inputs, body);
  }

  @Override
  public byte @Nullable [] join(List<byte[]> replies, byte[] like) {
    return EmbeddingsBatch.join(replies, like);
  }
}
