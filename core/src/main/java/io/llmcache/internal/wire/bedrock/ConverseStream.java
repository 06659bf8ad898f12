package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.TextPieces;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the stream of an answer. For one thread. */
final class ConverseStream {

  private final EventStreamWriter out = new EventStreamWriter();
  private BigDecimal index = BigDecimal.ZERO;

  private ConverseStream() {}

  /** The stream, or null if the answer has something that no event can say. */
  static byte @Nullable [] of(Map<String, @Nullable Object> answer) {
    Map<String, @Nullable Object> output = Json.object(answer, "output");
    Map<String, @Nullable Object> message = Json.object(output, "message");
    if (output == null
        || message == null
        || output.size() != 1
        || !message.keySet().equals(Set.of("role", "content"))
        || !JsonTree.isText(message.get("role"))
        || !JsonTree.isText(answer.get("stopReason"))) {
      return null;
    }
    return new ConverseStream().write(answer, message);
  }

  private byte @Nullable [] write(
      Map<String, @Nullable Object> answer, Map<String, @Nullable Object> message) {
    List<@Nullable Object> content = JsonTree.array(message.get("content"));
    if (content == null) {
      return null;
    }
    out.event("messageStart", Json.of("role", message.get("role")));
    for (Object element : content) {
      Map<String, @Nullable Object> block = JsonTree.object(element);
      if (block == null || block.size() != 1 || !block(block)) {
        return null;
      }
      out.event("contentBlockStop", Json.of("contentBlockIndex", index));
      index = index.add(BigDecimal.ONE);
    }
    Map<String, @Nullable Object> metadata = Json.copy(answer);
    metadata.remove("output");
    Map<String, @Nullable Object> stop = Json.of("stopReason", metadata.remove("stopReason"));
    if (metadata.containsKey("additionalModelResponseFields")) {
      stop.put("additionalModelResponseFields", metadata.remove("additionalModelResponseFields"));
    }
    out.event("messageStop", stop);
    out.event("metadata", metadata);
    return out.toByteArray();
  }

  private boolean block(Map<String, @Nullable Object> block) {
    if (JsonTree.isText(block.get("text"))) {
      pieces(Json.text(block, "text")).forEach(piece -> delta(Json.of("text", piece)));
      return true;
    }
    Map<String, @Nullable Object> call = Json.object(block, "toolUse");
    return call != null ? call(call) : thought(Json.object(block, "reasoningContent"));
  }

  private boolean call(Map<String, @Nullable Object> call) {
    Object input = call.get("input");
    if (input == null) {
      return false;
    }
    Map<String, @Nullable Object> start = Json.copy(call);
    start.remove("input");
    out.event(
        "contentBlockStart",
        Json.of("contentBlockIndex", index, "start", Json.of("toolUse", start)));
    for (String piece : pieces(new String(Json.write(input), UTF_8))) {
      delta(Json.of("toolUse", Json.of("input", piece)));
    }
    return true;
  }

  private boolean thought(@Nullable Map<String, @Nullable Object> thought) {
    if (thought == null || thought.size() != 1) {
      return false;
    }
    if (JsonTree.isText(thought.get("redactedContent"))) {
      delta(Json.of("reasoningContent", thought));
      return true;
    }
    Map<String, @Nullable Object> reasoning = Json.object(thought, "reasoningText");
    if (reasoning == null
        || !JsonTree.isText(reasoning.get("text"))
        || !Set.of("text", "signature").containsAll(reasoning.keySet())) {
      return false;
    }
    for (String piece : pieces(Json.text(reasoning, "text"))) {
      delta(Json.of("reasoningContent", Json.of("text", piece)));
    }
    if (reasoning.containsKey("signature")) {
      Object signature = reasoning.get("signature");
      delta(Json.of("reasoningContent", Json.of("signature", signature)));
      return JsonTree.isText(signature);
    }
    return true;
  }

  /** At least one, so that an empty block is a block all the same. */
  private static List<String> pieces(String text) {
    return text.isEmpty() ? List.of("") : TextPieces.of(text);
  }

  private void delta(Map<String, @Nullable Object> delta) {
    out.event("contentBlockDelta", Json.of("contentBlockIndex", index, "delta", delta));
  }
}
