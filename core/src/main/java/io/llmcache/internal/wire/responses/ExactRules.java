package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which requests an answer to a similar question cannot serve. */
final class ExactRules {

  private static final Set<String> TEXT = Set.of("input_text", "output_text", "text");

  private ExactRules() {}

  /** Why the request is for equals only; empty if it is not. */
  static String reason(ResponsesRequest request) {
    List<Map<String, @Nullable Object>> items = request.items();
    if (!request.objects("tools").isEmpty()) {
      return "tools";
    }
    if (items.stream().anyMatch(ExactRules::isAboutTools)) {
      return "tool-results";
    }
    if (items.stream().anyMatch(item -> "reasoning".equals(item.get("type")))) {
      return "reasoning-items";
    }
    if (items.stream().anyMatch(ExactRules::isMoreThanText)) {
      return "more-than-text";
    }
    if (!items.isEmpty() && !"user".equals(items.get(items.size() - 1).get("role"))) {
      return "last-message-not-of-user";
    }
    return reasonInOptions(request);
  }

  private static String reasonInOptions(ResponsesRequest request) {
    if (request.has("top_logprobs")
        || request.values("include").contains("message.output_text.logprobs")) {
      return "logprobs";
    }
    if (request.has("seed")) {
      return "seed";
    }
    if (bindsOutput(JsonTree.object(request.body().get("text")))) {
      return "output-schema";
    }
    // its text is not in the request, so nothing can be said of what the question means
    return request.has("prompt") ? "stored-prompt" : "";
  }

  private static boolean isAboutTools(Map<String, @Nullable Object> item) {
    String type = JsonTree.text(item.get("type"));
    return type != null
        && (type.endsWith("_call")
            || type.endsWith("_output")
            || type.startsWith("mcp_")
            || type.endsWith("_tools"));
  }

  private static boolean isMoreThanText(Map<String, @Nullable Object> item) {
    return !ResponsesRequest.isMessage(item)
        || ResponsesRequest.parts(item).stream().anyMatch(part -> !isText(part));
  }

  private static boolean isText(Map<String, @Nullable Object> part) {
    String type = JsonTree.text(part.get("type"));
    return type != null && TEXT.contains(type);
  }

  private static boolean bindsOutput(@Nullable Map<String, @Nullable Object> text) {
    Object format = text == null ? null : text.get("format");
    Map<String, @Nullable Object> known = JsonTree.object(format);
    if (known == null) {
      return format != null;
    }
    Object type = known.get("type");
    return !"text".equals(type) && !"json_object".equals(type) || known.get("schema") != null;
  }
}
