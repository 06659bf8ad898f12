package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.StreamWriter;
import io.llmcache.internal.wire.TextPieces;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a chat reply as the events that make it. */
final class CohereChatStream {

  /** What a message is made of piece by piece. */
  static final List<String> PARTS = List.of("content", "tool_plan", "tool_calls", "citations");

  private static final Set<String> TOP = Set.of("id", "message", "finish_reason", "usage");

  private final StreamWriter out = new StreamWriter(Framing.SSE);
  private final Map<String, @Nullable Object> message;

  private CohereChatStream(Map<String, @Nullable Object> message) {
    this.message = message;
  }

  /** Null if it is no reply that a stream can tell. */
  static byte @Nullable [] of(Map<String, @Nullable Object> reply) {
    Map<String, @Nullable Object> message = Json.object(reply, "message");
    if (message == null
        || !TOP.equals(reply.keySet())
        || Json.object(reply, "usage") == null
        || !JsonTree.isText(reply.get("finish_reason"))) {
      return null;
    }
    CohereChatStream stream = new CohereChatStream(message);
    boolean told =
        stream.start(reply.get("id"))
            && stream.plan()
            && stream.each("content", stream::content)
            && stream.each("tool_calls", stream::call)
            && stream.each("citations", stream::citation);
    return told ? stream.end(reply) : null;
  }

  private boolean start(@Nullable Object id) {
    Map<String, @Nullable Object> empty = Json.copy(message);
    boolean whole = true;
    for (String part : PARTS) {
      Object value = message.get(part);
      whole &= value != null && !value.equals(List.of()) && !value.equals("");
      empty.computeIfPresent(part, (name, any) -> name.equals("tool_plan") ? "" : List.of());
    }
    out.event(
        "message-start",
        Json.of("id", id, "type", "message-start", "delta", Json.of("message", empty)));
    // all four empty is how a provider begins, so it would not be known which of them were there
    return whole || !message.keySet().containsAll(PARTS);
  }

  private boolean plan() {
    Object plan = message.get("tool_plan");
    if (plan != null && !JsonTree.isText(plan)) {
      return false;
    }
    for (String piece : TextPieces.of(Json.text(message, "tool_plan"))) {
      out.event(
          "tool-plan-delta",
          Json.of("type", "tool-plan-delta", "delta", message("tool_plan", piece)));
    }
    return true;
  }

  /** Whether the member is absent, or an array of which each element could be told. */
  private boolean each(String part, Function<Element, Boolean> teller) {
    Object value = message.get(part);
    List<@Nullable Object> elements = JsonTree.array(value);
    if (elements == null) {
      return value == null;
    }
    for (int index = 0; index < elements.size(); index++) {
      Map<String, @Nullable Object> element = JsonTree.object(elements.get(index));
      if (element == null || !teller.apply(new Element(index, element))) {
        return false;
      }
    }
    return true;
  }

  /** One element of an array, and its place there. */
  private record Element(int index, Map<String, @Nullable Object> value) {}

  private boolean content(Element element) {
    String type = Json.text(element.value(), "type");
    String text = JsonTree.text(element.value().get(type));
    if (text == null || !type.equals("text") && !type.equals("thinking")) {
      return false;
    }
    Map<String, @Nullable Object> empty = Json.copy(element.value());
    empty.put(type, "");
    event("content-start", element.index(), message("content", empty));
    for (String piece : TextPieces.of(text)) {
      event("content-delta", element.index(), message("content", Json.of(type, piece)));
    }
    event("content-end", element.index(), null);
    return true;
  }

  private boolean call(Element element) {
    Map<String, @Nullable Object> function = Json.object(element.value(), "function");
    String arguments = function == null ? null : JsonTree.text(function.get("arguments"));
    if (function == null || arguments == null) {
      return false;
    }
    Map<String, @Nullable Object> named = Json.copy(function);
    named.put("arguments", "");
    Map<String, @Nullable Object> empty = Json.copy(element.value());
    empty.put("function", named);
    event("tool-call-start", element.index(), message("tool_calls", empty));
    for (String piece : TextPieces.of(arguments)) {
      Map<String, @Nullable Object> more = Json.of("function", Json.of("arguments", piece));
      event("tool-call-delta", element.index(), message("tool_calls", more));
    }
    event("tool-call-end", element.index(), null);
    return true;
  }

  private boolean citation(Element element) {
    event("citation-start", element.index(), message("citations", element.value()));
    event("citation-end", element.index(), null);
    return true;
  }

  private byte[] end(Map<String, @Nullable Object> reply) {
    Map<String, @Nullable Object> delta =
        Json.of("finish_reason", reply.get("finish_reason"), "usage", reply.get("usage"));
    out.event("message-end", Json.of("type", "message-end", "delta", delta));
    return out.mark().toByteArray();
  }

  private void event(String type, int index, @Nullable Map<String, @Nullable Object> delta) {
    Map<String, @Nullable Object> data = Json.of("type", type, "index", Json.number(index));
    if (delta != null) {
      data.put("delta", delta);
    }
    out.event(type, data);
  }

  private static Map<String, @Nullable Object> message(String part, @Nullable Object value) {
    return Json.of("message", Json.of(part, value));
  }
}
