package io.llmcache.internal.wire.responses;

import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.StreamWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the stream of a response. For one thread. */
final class ResponsesStream {

  /** What a response does not say before it has ended. */
  private static final List<String> SAID_AT_THE_END =
      List.of("usage", "completed_at", "incomplete_details", "error");

  private final StreamWriter out = new StreamWriter(Framing.SSE);
  private long sequence;

  private ResponsesStream() {}

  /**
   * The stream, or null if an item cannot be told in events.
   *
   * @param response that ended, with items that are objects
   */
  static byte @Nullable [] of(Map<String, @Nullable Object> response) {
    ResponsesStream stream = new ResponsesStream();
    Map<String, @Nullable Object> begun = begun(response);
    stream.event("response.created", Json.of("response", begun));
    stream.event("response.in_progress", Json.of("response", begun));
    long index = 0;
    for (Map<String, @Nullable Object> item : Json.objects(response, "output")) {
      if (!new ItemEvents(stream, index++, item).write()) {
        return null;
      }
    }
    stream.event("response." + Json.text(response, "status"), Json.of("response", response));
    return stream.out.toByteArray();
  }

  /** Adds an event with the next number. */
  void event(String type, Map<String, @Nullable Object> members) {
    Map<String, @Nullable Object> data = Json.of("type", type);
    data.putAll(members);
    data.put("sequence_number", Json.number(sequence++));
    out.event(type, data);
  }

  private static Map<String, @Nullable Object> begun(Map<String, @Nullable Object> response) {
    Map<String, @Nullable Object> begun = Json.copy(response);
    begun.put("status", "in_progress");
    begun.put("output", List.of());
    for (String field : SAID_AT_THE_END) {
      begun.replace(field, null);
    }
    return begun;
  }
}
