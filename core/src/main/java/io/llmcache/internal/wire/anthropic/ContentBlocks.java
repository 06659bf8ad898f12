package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.key.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content blocks of requests: where they are, and what they have inside. */
final class ContentBlocks {

  private ContentBlocks() {}

  /** Those of a message; empty if its content is plain text. */
  static List<Map<String, @Nullable Object>> of(Map<String, @Nullable Object> message) {
    return JsonTree.objects(message.get("content"));
  }

  /** All blocks of a message, those inside of others included. */
  static List<Map<String, @Nullable Object>> deep(Map<String, @Nullable Object> message) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (Map<String, @Nullable Object> block : of(message)) {
      all.add(block);
      all.addAll(inside(block));
      for (Map<String, @Nullable Object> inner : inside(block)) {
        all.addAll(inside(inner));
      }
    }
    return all;
  }

  /** The blocks right inside of a block: of a tool's result, a search result or a document. */
  static List<Map<String, @Nullable Object>> inside(Map<String, @Nullable Object> block) {
    Object type = block.get("type");
    if ("tool_result".equals(type) || "search_result".equals(type)) {
      return of(block);
    }
    Map<String, @Nullable Object> source = JsonTree.object(block.get("source"));
    return "document".equals(type) && source != null ? of(source) : List.of();
  }

  static boolean isText(Map<String, @Nullable Object> block) {
    return "text".equals(block.get("type"));
  }
}
