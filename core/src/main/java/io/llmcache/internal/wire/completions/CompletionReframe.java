package io.llmcache.internal.wire.completions;

import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.ChunkStream;
import io.llmcache.internal.wire.FormOptions;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.UnsayableException;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import org.jspecify.annotations.Nullable;

/** A stored completion in another form. What is stored is seen by its bytes. */
final class CompletionReframe {

  private static final String JSON = "application/json";
  private static final String SSE = "text/event-stream; charset=utf-8";

  private CompletionReframe() {}

  /** Null if the reply cannot be had in that form without loss. */
  static @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    if (!FormOptions.unknown(request.form()).equals(FormOptions.unknown(stored.form()))) {
      return null;
    }
    boolean stream = request.shape() == Shape.STREAM;
    try {
      byte[] body = stream ? stream(request, stored.body()) : unary(stored.body());
      return stored.reframed(request.form(), stream ? SSE : JSON, body);
    } catch (UnsayableException e) {
      return null;
    }
  }

  private static byte[] unary(byte[] body) throws UnsayableException {
    return ChunkStream.isJson(body)
        ? body
        : Json.write(CompletionToUnary.whole(ChunkStream.chunks(body)));
  }

  private static byte[] stream(RequestFacts request, byte[] body) throws UnsayableException {
    boolean usage = FormOptions.asksUsage(request.form());
    return ChunkStream.isJson(body)
        ? CompletionToStream.stream(ChunkMembers.object(Json.object(body)), usage)
        : ChunkStream.withOptions(ChunkStream.chunks(body), usage);
  }
}
