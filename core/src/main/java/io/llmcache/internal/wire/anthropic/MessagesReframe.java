package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Framing.Event;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stored message in the other shape. */
final class MessagesReframe {

  static final String UNARY = "unary";
  static final String STREAM = "stream";

  private MessagesReframe() {}

  /** Null where it cannot be done without loss. */
  static @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    if (!isPlain(request.form()) || !isPlain(stored.form())) {
      return null;
    }
    Map<String, @Nullable Object> message = message(stored.body());
    if (message == null) {
      return null;
    }
    if (request.shape() == Shape.UNARY) {
      return stored.reframed(request.form(), "application/json", Json.write(message));
    }
    byte[] stream = MessageStream.of(message);
    return stream == null
        ? null
        : stored.reframed(request.form(), "text/event-stream; charset=utf-8", stream);
  }

  /** Body and path of the request did not contradict each other. */
  private static boolean isPlain(String form) {
    return form.equals(UNARY) || form.equals(STREAM);
  }

  /** The message that the body is or makes; a stream that was asked for may come in one piece. */
  static @Nullable Map<String, @Nullable Object> message(byte[] body) {
    Map<String, @Nullable Object> whole = Json.object(body);
    if (whole != null) {
      return whole;
    }
    List<Event> events = Framing.SSE.events(body);
    return events == null ? null : MessageAssembly.of(events);
  }
}
