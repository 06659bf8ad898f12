package io.llmcache.internal.wire;

import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored reply of one of OpenAI's APIs with chunks, in another form. What is stored is seen by
 * its bytes: a server may answer a request for a stream with one JSON object, or the other way
 * round.
 */
public final class ChunkReframe {

  private static final String JSON = "application/json";
  private static final String SSE = "text/event-stream; charset=utf-8";

  private final ToUnary toUnary;
  private final ToStream toStream;

  /** Puts the chunks of a stream together. */
  @FunctionalInterface
  public interface ToUnary {
    Map<String, @Nullable Object> whole(List<Map<String, @Nullable Object>> chunks)
        throws UnsayableException;
  }

  /** Takes a whole reply apart. */
  @FunctionalInterface
  public interface ToStream {
    byte[] stream(Map<String, @Nullable Object> whole, boolean usage) throws UnsayableException;
  }

  /** For an API whose replies these two convert. */
  public ChunkReframe(ToUnary toUnary, ToStream toStream) {
    this.toUnary = toUnary;
    this.toStream = toStream;
  }

  /**
   * Null if the reply cannot be had in the form that the request wants without loss.
   *
   * @param usage whether a stream of that form shows usage
   */
  public @Nullable StoredReply of(RequestFacts request, StoredReply stored, boolean usage) {
    if (!FormOptions.unknown(request.form()).equals(FormOptions.unknown(stored.form()))) {
      return null;
    }
    boolean stream = request.shape() == Shape.STREAM;
    try {
      byte[] body = stream ? stream(stored.body(), usage) : unary(stored.body());
      return stored.reframed(request.form(), stream ? SSE : JSON, body);
    } catch (UnsayableException e) {
      return null;
    }
  }

  private byte[] unary(byte[] body) throws UnsayableException {
    return ChunkStream.isJson(body) ? body : Json.write(toUnary.whole(ChunkStream.chunks(body)));
  }

  private byte[] stream(byte[] body, boolean usage) throws UnsayableException {
    return ChunkStream.isJson(body)
        ? toStream.stream(ChunkMembers.object(Json.object(body)), usage)
        : ChunkStream.withOptions(ChunkStream.chunks(body), usage);
  }
}
