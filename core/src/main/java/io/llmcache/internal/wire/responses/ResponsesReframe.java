package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Framing.Event;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A reply in another form: by way of the response object that each form has in it. */
final class ResponsesReframe {

  private ResponsesReframe() {}

  /** Null where the reply has no end, or something that the other form cannot say. */
  static @Nullable StoredReply reframe(RequestFacts request, StoredReply stored) {
    Map<String, @Nullable Object> response = whole(stored.body());
    if (response == null) {
      return null;
    }
    if (request.shape() == Shape.UNARY) {
      return stored.reframed(request.form(), "application/json", Json.write(response));
    }
    byte[] stream = ResponsesStream.of(response);
    return stream == null
        ? null
        : stored.reframed(request.form(), "text/event-stream; charset=utf-8", stream);
  }

  /** The response object; null where the reply has no end. */
  static @Nullable Map<String, @Nullable Object> whole(byte[] body) {
    Map<String, @Nullable Object> response = response(body);
    return response != null && isWhole(response) ? response : null;
  }

  private static boolean isWhole(Map<String, @Nullable Object> response) {
    String status = Json.text(response, "status");
    return response.get("error") == null
        && (status.equals("completed") || status.equals("incomplete"))
        && objectsOnly(response, "output");
  }

  /** Whether the member is an array of nothing but objects. */
  static boolean objectsOnly(Map<String, @Nullable Object> parent, String name) {
    List<@Nullable Object> elements = JsonTree.array(parent.get(name));
    return elements != null && Json.objects(parent, name).size() == elements.size();
  }

  private static @Nullable Map<String, @Nullable Object> response(byte[] body) {
    Map<String, @Nullable Object> whole = Json.object(body);
    if (whole != null) {
      return whole;
    }
    List<Event> events = Framing.SSE.events(body);
    return events == null ? null : responseOf(events);
  }

  private static @Nullable Map<String, @Nullable Object> responseOf(List<Event> events) {
    Map<String, @Nullable Object> response = null;
    Map<Long, Map<String, @Nullable Object>> items = new TreeMap<>();
    for (Event event : events) {
      Map<String, @Nullable Object> data = event.data();
      if (data == null) {
        continue;
      }
      switch (ResponsesJudge.type(event.name(), data)) {
        case "response.completed", "response.incomplete" ->
            response = Json.object(data, "response");
        case "response.failed", "error" -> {
          return null;
        }
        case "response.output_item.done" -> {
          Map<String, @Nullable Object> item = Json.object(data, "item");
          if (item != null) {
            items.put(Json.count(data, "output_index"), item);
          }
        }
        default -> {}
      }
    }
    if (response != null && Json.objects(response, "output").isEmpty() && !items.isEmpty()) {
      // some servers leave the items out of the last event
      response = Json.copy(response);
      response.put("output", new ArrayList<>(items.values()));
    }
    return response;
  }
}
