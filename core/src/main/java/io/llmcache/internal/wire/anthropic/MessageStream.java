package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.StreamWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a message as the events that make it. */
final class MessageStream {

  /** What is known at the end only, and so is told by message_delta. */
  private static final List<String> IN_DELTA =
      List.of("stop_reason", "stop_sequence", "stop_details", "container");

  private static final Set<String> NOT_IN_START = Set.of("container", "context_management");

  private final StreamWriter out = new StreamWriter(Framing.SSE);
  private final Map<String, @Nullable Object> message;

  private MessageStream(Map<String, @Nullable Object> message) {
    this.message = message;
  }

  /** Null if it is no message that a stream can tell. */
  static byte @Nullable [] of(Map<String, @Nullable Object> message) {
    Map<String, @Nullable Object> usage = Json.object(message, "usage");
    List<@Nullable Object> content = JsonTree.array(message.get("content"));
    if (usage == null || content == null || Json.text(message, "stop_reason").isEmpty()) {
      return null;
    }
    MessageStream stream = new MessageStream(message);
    stream.start(usage);
    for (int index = 0; index < content.size(); index++) {
      Map<String, @Nullable Object> block = JsonTree.object(content.get(index));
      if (block == null || !BlockStream.write(stream.out, index, block)) {
        return null;
      }
    }
    stream.end(usage);
    return stream.out.toByteArray();
  }

  private void start(Map<String, @Nullable Object> usage) {
    Map<String, @Nullable Object> start = Json.copy(message);
    start.keySet().removeAll(NOT_IN_START);
    start.put("content", List.of());
    start.put("stop_reason", null);
    start.replace("stop_sequence", null);
    start.replace("stop_details", null);
    Map<String, @Nullable Object> first = Json.copy(usage);
    if (Json.count(usage, "output_tokens") >= 0) {
      first.put("output_tokens", Json.number(1));
    }
    start.put("usage", first);
    out.event("message_start", Json.of("type", "message_start", "message", start));
  }

  private void end(Map<String, @Nullable Object> usage) {
    Map<String, @Nullable Object> delta = Json.of();
    for (String field : IN_DELTA) {
      if (message.containsKey(field)) {
        delta.put(field, message.get(field));
      }
    }
    Map<String, @Nullable Object> end =
        Json.of("type", "message_delta", "delta", delta, "usage", usage);
    if (message.containsKey("context_management")) {
      end.put("context_management", message.get("context_management"));
    }
    out.event("message_delta", end);
    out.event("message_stop", Json.of("type", "message_stop"));
  }
}
