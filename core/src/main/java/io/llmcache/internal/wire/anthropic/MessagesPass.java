package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.key.JsonTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which requests only the provider can answer: its answer depends on state that it keeps, or on a
 * world that it looks at.
 */
final class MessagesPass {

  private static final List<String> SEARCHES = List.of("web_search", "web_fetch");

  /**
   * Tools that the client runs, and the search among the request's own tools, which looks at
   * nothing else. By the beginnings of their types, since those end with a date.
   */
  private static final List<String> HARMLESS =
      List.of("bash_", "text_editor_", "memory_", "tool_search_tool_", "tool_reference");

  private MessagesPass() {}

  /** Why the request passes; empty if it does not. */
  static String reason(MessagesRequest request) {
    for (Map<String, @Nullable Object> tool : request.objects("tools")) {
      String reason = ofTool(tool);
      if (!reason.isEmpty()) {
        return reason;
      }
    }
    Object servers = request.body().get("mcp_servers");
    if (servers != null && !(servers instanceof List<?> list && list.isEmpty())) {
      return "provider-run-tool";
    }
    if (request.has("container")) {
      return "server-state";
    }
    for (Map<String, @Nullable Object> message : request.messages()) {
      for (Map<String, @Nullable Object> block : ContentBlocks.deep(message)) {
        String reason = ofBlock(block);
        if (!reason.isEmpty()) {
          return reason;
        }
      }
    }
    return "";
  }

  /** Any type passes but those that are known to do no harm. */
  private static String ofTool(Map<String, @Nullable Object> tool) {
    Object type = tool.get("type");
    if (type == null || type.equals("custom")) {
      return "";
    }
    String name = type.toString();
    if (SEARCHES.stream().anyMatch(name::startsWith)) {
      return "web-search";
    }
    return HARMLESS.stream().anyMatch(name::startsWith) ? "" : "provider-run-tool";
  }

  /** Its content is by reference, or it brings a tool in the middle of the conversation. */
  private static String ofBlock(Map<String, @Nullable Object> block) {
    Map<String, @Nullable Object> tool = JsonTree.object(block.get("tool"));
    if ("tool_addition".equals(block.get("type")) && tool != null) {
      return ofTool(tool);
    }
    Map<String, @Nullable Object> source = JsonTree.object(block.get("source"));
    Object type = source == null ? null : source.get("type");
    if (block.get("file_id") != null || "file".equals(type)) {
      return "server-state";
    }
    return "url".equals(type) ? "remote-content" : "";
  }
}
