package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.wire.Framing.Event;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Converse reply in the other shape. */
final class ConverseReframe {

  private ConverseReframe() {}

  /** Null where the reply has no end, or something that the other form cannot say. */
  static @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    Map<String, @Nullable Object> answer = answer(stored.body());
    if (answer == null || Json.object(answer, "usage") == null) {
      return null;
    }
    if (request.shape() == Shape.UNARY) {
      return stored.reframed(request.form(), "application/json", Json.write(answer));
    }
    byte[] stream = ConverseStream.of(answer);
    return stream == null
        ? null
        : stored.reframed(request.form(), "application/vnd.amazon.eventstream", stream);
  }

  /** The answer that the body is or makes; null if it makes none. */
  static @Nullable Map<String, @Nullable Object> answer(byte[] body) {
    Map<String, @Nullable Object> answer = Json.object(body);
    if (answer != null) {
      return answer;
    }
    List<Event> events = EventStream.events(body);
    return events == null ? null : ConverseAnswer.of(events);
  }
}
