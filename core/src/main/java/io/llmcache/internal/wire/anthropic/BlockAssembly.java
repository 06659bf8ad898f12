package io.llmcache.internal.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one content block of its start and its deltas. A block without deltas is its start. */
final class BlockAssembly {

  /** What a delta has beside its type and its text: only guesses that a whole block lacks. */
  private static final Set<String> PASSING = Set.of("type", "estimated_tokens");

  private final Map<String, @Nullable Object> block;
  private final String type;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder input = new StringBuilder();
  private @Nullable List<@Nullable Object> citations;
  private @Nullable Object signature;

  BlockAssembly(Map<String, @Nullable Object> started) {
    block = Json.copy(started);
    type = Json.text(started, "type");
  }

  /** False if the block cannot take it. */
  boolean add(Map<String, @Nullable Object> event) {
    Map<String, @Nullable Object> delta = Json.object(event, "delta");
    return switch (Json.text(delta, "type")) {
      case "text_delta" -> type.equals("text") && append(delta, "text", text);
      case "thinking_delta" -> type.equals("thinking") && append(delta, "thinking", text);
      case "input_json_delta" -> block.containsKey("input") && append(delta, "partial_json", input);
      case "signature_delta" -> {
        signature = only(delta, "signature");
        yield type.equals("thinking") && JsonTree.isText(signature);
      }
      case "citations_delta" -> type.equals("text") && cite(only(delta, "citation"));
      default -> false;
    };
  }

  /** Null if the input's pieces make no object. */
  @Nullable Map<String, @Nullable Object> whole() {
    if (!text.isEmpty()) {
      block.put(type, Json.text(block, type) + text);
    }
    if (signature != null) {
      block.put("signature", signature);
    }
    if (citations != null) {
      block.put("citations", citations);
    }
    if (!input.toString().isBlank()) {
      Map<String, @Nullable Object> whole = Json.object(input.toString().getBytes(UTF_8));
      if (whole == null) {
        return null;
      }
      block.put("input", whole);
    }
    return block;
  }

  private static boolean append(
      @Nullable Map<String, @Nullable Object> delta, String field, StringBuilder to) {
    Object piece = only(delta, field);
    if (!JsonTree.isText(piece)) {
      return false;
    }
    to.append(piece);
    return true;
  }

  private boolean cite(@Nullable Object citation) {
    if (citation == null) {
      return false;
    }
    if (citations == null) {
      List<@Nullable Object> first = JsonTree.array(block.get("citations"));
      citations = first == null ? new ArrayList<>() : new ArrayList<>(first);
    }
    return citations.add(citation);
  }

  /** The field, if the delta has nothing else that counts. */
  private static @Nullable Object only(
      @Nullable Map<String, @Nullable Object> delta, String field) {
    if (delta == null) {
      return null;
    }
    for (String name : delta.keySet()) {
      if (!name.equals(field) && !PASSING.contains(name)) {
        return null;
      }
    }
    return delta.get(field);
  }
}
