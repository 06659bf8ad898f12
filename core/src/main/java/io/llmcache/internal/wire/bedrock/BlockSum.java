package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.UnreadableRequestException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts one block of a streamed answer together from its pieces. For one thread. */
final class BlockSum {

  private final StringBuilder text = new StringBuilder();
  private String kind = "";
  private @Nullable Map<String, @Nullable Object> tool;
  private @Nullable String signature;

  /** False if it is a block of a kind that nobody here knows. */
  boolean start(@Nullable Map<String, @Nullable Object> start) {
    if (start == null || start.isEmpty()) {
      return true;
    }
    tool = Json.object(start, "toolUse");
    return start.size() == 1 && tool != null && is("toolUse");
  }

  /** False if it has something that nobody here knows. */
  boolean delta(@Nullable Map<String, @Nullable Object> delta) {
    if (delta == null || delta.size() != 1) {
      return false;
    }
    if (JsonTree.isText(delta.get("text"))) {
      return is("text") && append(delta, "text");
    }
    Map<String, @Nullable Object> piece = Json.object(delta, "toolUse");
    if (piece != null) {
      return tool != null && piece.keySet().equals(Set.of("input")) && append(piece, "input");
    }
    return thought(Json.object(delta, "reasoningContent"));
  }

  private boolean thought(@Nullable Map<String, @Nullable Object> thought) {
    if (thought == null || thought.size() != 1) {
      return false;
    }
    if (JsonTree.isText(thought.get("signature"))) {
      signature = (signature == null ? "" : signature) + Json.text(thought, "signature");
      return is("reasoningText");
    }
    if (JsonTree.isText(thought.get("redactedContent"))) {
      // pieces of base64 cannot be joined as text
      return kind.isEmpty() && is("redactedContent") && append(thought, "redactedContent");
    }
    return is("reasoningText") && append(thought, "text");
  }

  private boolean append(Map<String, @Nullable Object> piece, String field) {
    text.append(Json.text(piece, field));
    return JsonTree.isText(piece.get(field));
  }

  private boolean is(String wanted) {
    boolean fits = kind.isEmpty() || kind.equals(wanted);
    kind = wanted;
    return fits;
  }

  /** The block as an answer in one piece has it; null if a tool's input is no JSON. */
  @Nullable Map<String, @Nullable Object> sum() {
    return switch (kind) {
      case "text" -> Json.of("text", text.toString());
      case "toolUse" -> call();
      case "reasoningText" -> {
        Map<String, @Nullable Object> thought = Json.of("text", text.toString());
        if (signature != null) {
          thought.put("signature", signature);
        }
        yield Json.of("reasoningContent", Json.of("reasoningText", thought));
      }
      case "redactedContent" ->
          Json.of("reasoningContent", Json.of("redactedContent", text.toString()));
      default -> null;
    };
  }

  private @Nullable Map<String, @Nullable Object> call() {
    if (tool == null) {
      return null;
    }
    Map<String, @Nullable Object> call = Json.copy(tool);
    try {
      call.put(
          "input", text.isEmpty() ? Json.of() : JsonTree.parse(text.toString().getBytes(UTF_8)));
    } catch (UnreadableRequestException e) {
      return null;
    }
    return Json.of("toolUse", call);
  }
}
