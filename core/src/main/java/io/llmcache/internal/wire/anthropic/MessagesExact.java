package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.key.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which requests an answer to a similar question cannot serve. */
final class MessagesExact {

  private static final Set<String> ABOUT_TOOLS =
      Set.of("tool_use", "tool_result", "server_tool_use", "mcp_tool_use", "tool_addition");

  private MessagesExact() {}

  /** Why the request is for equals only; empty if it is not. */
  static String reason(MessagesRequest request) {
    if (!request.objects("tools").isEmpty()) {
      return "tools";
    }
    List<Map<String, @Nullable Object>> messages = request.messages();
    if (messages.stream().anyMatch(MessagesExact::isAboutTools)) {
      return "tool-results";
    }
    if (messages.stream().anyMatch(MessagesExact::isMoreThanText)) {
      return "more-than-text";
    }
    if (!"user".equals(messages.get(messages.size() - 1).get("role"))) {
      return "last-message-not-of-user";
    }
    Map<String, @Nullable Object> output = JsonTree.object(request.body().get("output_config"));
    boolean bound = output != null && output.get("format") != null || request.has("output_format");
    return bound ? "output-schema" : "";
  }

  private static boolean isAboutTools(Map<String, @Nullable Object> message) {
    return ContentBlocks.of(message).stream()
        .map(block -> String.valueOf(block.get("type")))
        .anyMatch(type -> ABOUT_TOOLS.contains(type) || type.endsWith("_tool_result"));
  }

  private static boolean isMoreThanText(Map<String, @Nullable Object> message) {
    return !ContentBlocks.of(message).stream().allMatch(ContentBlocks::isText);
  }
}
