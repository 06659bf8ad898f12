package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part of a message that grows by pieces of one text: a content, a tool call, a citation. */
final class CohereChatPart {

  private final Map<String, @Nullable Object> part;
  private final StringBuilder text = new StringBuilder();

  CohereChatPart(Map<String, @Nullable Object> started) {
    part = Json.copy(started);
  }

  /** False if the part cannot take it. */
  boolean add(Map<String, @Nullable Object> piece) {
    Map<String, @Nullable Object> function = Json.object(piece, "function");
    boolean call = Json.object(part, "function") != null;
    if (call && function != null && piece.size() == 1) {
      return append(function, "arguments");
    }
    return !call && append(piece, Json.text(part, "type"));
  }

  /** A piece may repeat the type. */
  private boolean append(Map<String, @Nullable Object> piece, String field) {
    Object more = piece.get(field);
    boolean typed = part.get("type") != null && part.get("type").equals(piece.get("type"));
    if (!JsonTree.isText(more) || piece.size() != (typed ? 2 : 1)) {
      return false;
    }
    text.append(more);
    return true;
  }

  Map<String, @Nullable Object> whole() {
    Map<String, @Nullable Object> function = Json.object(part, "function");
    if (text.isEmpty()) {
      return part;
    }
    if (function != null) {
      Map<String, @Nullable Object> called = Json.copy(function);
      called.put("arguments", Json.text(function, "arguments") + text);
      part.put("function", called);
    } else {
      String field = Json.text(part, "type");
      part.put(field, Json.text(part, field) + text);
    }
    return part;
  }
}
