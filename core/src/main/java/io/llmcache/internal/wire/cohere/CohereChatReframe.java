package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Framing.Event;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stored chat reply in the other shape. */
final class CohereChatReframe {

  private CohereChatReframe() {}

  /** Null where it cannot be done without loss. */
  static @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    Map<String, @Nullable Object> reply = reply(stored.body());
    if (reply == null) {
      return null;
    }
    if (request.shape() == Shape.UNARY) {
      return stored.reframed(request.form(), "application/json", Json.write(reply));
    }
    byte[] stream = CohereChatStream.of(reply);
    return stream == null
        ? null
        : stored.reframed(request.form(), "text/event-stream; charset=utf-8", stream);
  }

  /** The reply that the body is or makes; a stream that was asked for may come in one piece. */
  static @Nullable Map<String, @Nullable Object> reply(byte[] body) {
    Map<String, @Nullable Object> whole = Json.object(body);
    if (whole != null) {
      return whole;
    }
    List<Event> events = Framing.SSE.events(body);
    return events == null ? null : CohereChatAssembly.of(events);
  }
}
