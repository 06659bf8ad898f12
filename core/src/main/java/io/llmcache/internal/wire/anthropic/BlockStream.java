package io.llmcache.internal.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.StreamWriter;
import io.llmcache.internal.wire.TextPieces;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one content block as the events that make it. */
final class BlockStream {

  private final StreamWriter out;
  private final int index;
  private final Map<String, @Nullable Object> block;

  private BlockStream(StreamWriter out, int index, Map<String, @Nullable Object> block) {
    this.out = out;
    this.index = index;
    this.block = block;
  }

  /** False if it is no block that events can tell; then the stream is of no use. */
  static boolean write(StreamWriter out, int index, Map<String, @Nullable Object> block) {
    return new BlockStream(out, index, block).write();
  }

  private boolean write() {
    boolean known =
        switch (Json.text(block, "type")) {
          case "" -> false;
          case "text" -> text();
          case "thinking" -> thinking();
          case "tool_use", "server_tool_use", "mcp_tool_use" -> toolUse();
          default -> start(block);
        };
    out.event(
        "content_block_stop", Json.of("type", "content_block_stop", "index", Json.number(index)));
    return known;
  }

  private boolean text() {
    Map<String, @Nullable Object> start = Json.copy(block);
    List<@Nullable Object> citations = JsonTree.array(block.get("citations"));
    start.put("text", "");
    if (citations != null) {
      start.put("citations", List.of());
    }
    start(start);
    if (citations != null) {
      for (Object citation : citations) {
        delta("citations_delta", "citation", citation);
      }
      if (citations.contains(null)) {
        return false;
      }
    }
    return pieces("text_delta", "text", block.get("text"));
  }

  private boolean thinking() {
    Map<String, @Nullable Object> start = Json.copy(block);
    start.put("thinking", "");
    start.replace("signature", "");
    start(start);
    boolean told = pieces("thinking_delta", "thinking", block.get("thinking"));
    Object signature = block.get("signature");
    if (JsonTree.isText(signature) && !Json.text(block, "signature").isEmpty()) {
      delta("signature_delta", "signature", signature);
    }
    return told && (!block.containsKey("signature") || JsonTree.isText(signature));
  }

  /** As the provider does, an empty piece comes first, so that there is one without any input. */
  private boolean toolUse() {
    Map<String, @Nullable Object> input = Json.object(block, "input");
    if (input == null) {
      return false;
    }
    Map<String, @Nullable Object> start = Json.copy(block);
    start.put("input", Json.of());
    start(start);
    delta("input_json_delta", "partial_json", "");
    String json = input.isEmpty() ? "" : new String(Json.write(input), UTF_8);
    return pieces("input_json_delta", "partial_json", json);
  }

  private boolean start(Map<String, @Nullable Object> started) {
    out.event(
        "content_block_start",
        Json.of(
            "type", "content_block_start", "index", Json.number(index), "content_block", started));
    return true;
  }

  private boolean pieces(String type, String field, @Nullable Object text) {
    String whole = JsonTree.text(text);
    if (whole == null) {
      return false;
    }
    TextPieces.of(whole).forEach(piece -> delta(type, field, piece));
    return true;
  }

  private void delta(String type, String field, @Nullable Object value) {
    out.event(
        "content_block_delta",
        Json.of(
            "type",
            "content_block_delta",
            "index",
            Json.number(index),
            "delta",
            Json.of("type", type, field, value)));
  }
}
