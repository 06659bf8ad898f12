package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Framing.Event;
import io.llmcache.internal.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the reply that a whole stream of events tells. */
final class CohereChatAssembly {

  private static final Set<String> AT_END = Set.of("finish_reason", "usage");

  private final StringBuilder plan = new StringBuilder();
  private final List<CohereChatPart> content = new ArrayList<>();
  private final List<CohereChatPart> calls = new ArrayList<>();
  private final List<CohereChatPart> citations = new ArrayList<>();
  private @Nullable Object id;
  private @Nullable Map<String, @Nullable Object> message;
  private @Nullable Map<String, @Nullable Object> end;
  private boolean marked;

  private CohereChatAssembly() {}

  /** Null if the events are not in order, or have something that a reply cannot say. */
  static @Nullable Map<String, @Nullable Object> of(List<Event> events) {
    CohereChatAssembly assembly = new CohereChatAssembly();
    for (Event event : events) {
      if (!assembly.add(event.data())) {
        return null;
      }
    }
    return assembly.whole();
  }

  private boolean add(@Nullable Map<String, @Nullable Object> data) {
    if (data == null) {
      boolean last = end != null && !marked;
      marked = true;
      return last;
    }
    String type = Json.text(data, "type");
    Map<String, @Nullable Object> delta = Json.object(data, "delta");
    Map<String, @Nullable Object> piece = Json.object(delta, "message");
    if (type.equals("message-start")) {
      return begin(data.get("id"), piece);
    }
    if (message == null || end != null || data.containsKey("logprobs")) {
      return false;
    }
    if (type.equals("message-end")) {
      end = delta;
      return delta != null && AT_END.equals(delta.keySet());
    }
    return grow(type, data, piece);
  }

  private boolean begin(@Nullable Object named, @Nullable Map<String, @Nullable Object> started) {
    boolean first = message == null && started != null;
    id = named;
    message = started;
    return first;
  }

  private boolean grow(
      String type,
      Map<String, @Nullable Object> data,
      @Nullable Map<String, @Nullable Object> piece) {
    return switch (type) {
      case "content-start" -> start(content, data, Json.object(piece, "content"));
      case "content-delta" -> more(content, data, Json.object(piece, "content"));
      case "tool-call-start" -> start(calls, data, Json.object(piece, "tool_calls"));
      case "tool-call-delta" -> more(calls, data, Json.object(piece, "tool_calls"));
      case "citation-start" -> start(citations, data, Json.object(piece, "citations"));
      case "content-end", "tool-call-end", "citation-end" -> true;
      case "tool-plan-delta" -> {
        plan.append(Json.text(piece, "tool_plan"));
        yield piece != null && JsonTree.isText(piece.get("tool_plan"));
      }
      default -> false;
    };
  }

  private static boolean start(
      List<CohereChatPart> parts,
      Map<String, @Nullable Object> data,
      @Nullable Map<String, @Nullable Object> started) {
    return started != null && index(data) == parts.size() && parts.add(new CohereChatPart(started));
  }

  private static boolean more(
      List<CohereChatPart> parts,
      Map<String, @Nullable Object> data,
      @Nullable Map<String, @Nullable Object> piece) {
    int index = index(data);
    return piece != null && index >= 0 && index < parts.size() && parts.get(index).add(piece);
  }

  private static int index(Map<String, @Nullable Object> data) {
    return data.get("index") instanceof BigDecimal && Json.count(data, "index") < 1 << 20
        ? (int) Json.count(data, "index")
        : -1;
  }

  private @Nullable Map<String, @Nullable Object> whole() {
    if (!marked || message == null || end == null || Json.object(end, "usage") == null) {
      return null;
    }
    Map<String, @Nullable Object> whole = Json.copy(message);
    if (whole.keySet().containsAll(CohereChatStream.PARTS)) {
      // how a provider begins, whatever it has to say: a reply in one piece has no empty parts
      CohereChatStream.PARTS.forEach(whole::remove);
    }
    put(whole, "content", content);
    if (!plan.isEmpty()) {
      whole.put("tool_plan", plan.toString());
    }
    put(whole, "tool_calls", calls);
    put(whole, "citations", citations);
    return Json.of(
        "id",
        id,
        "message",
        whole,
        "finish_reason",
        end.get("finish_reason"),
        "usage",
        end.get("usage"));
  }

  private static void put(
      Map<String, @Nullable Object> whole, String name, List<CohereChatPart> parts) {
    if (!parts.isEmpty()) {
      List<@Nullable Object> values = new ArrayList<>();
      parts.forEach(part -> values.add(part.whole()));
      whole.put(name, values);
    }
  }
}
