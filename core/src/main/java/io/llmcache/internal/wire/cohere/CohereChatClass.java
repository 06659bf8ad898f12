package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.RequestClass;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may answer a chat request, and why.
 *
 * @param reason empty if it is cacheable
 */
record CohereChatClass(RequestClass requestClass, String reason) {

  /** The first rule that applies decides. */
  static CohereChatClass of(CohereChatRequest request) {
    String pass = passReason(request);
    if (!pass.isEmpty()) {
      return new CohereChatClass(RequestClass.PASS, pass);
    }
    String exact = exactReason(request);
    return new CohereChatClass(
        exact.isEmpty() ? RequestClass.CACHEABLE : RequestClass.EXACT_ONLY, exact);
  }

  /** Fields of the first version, in case a server still takes them. */
  private static String passReason(CohereChatRequest request) {
    if (request.hasAny("connectors")) {
      return "web-search";
    }
    return request.has("conversation_id") ? "server-state" : "";
  }

  private static String exactReason(CohereChatRequest request) {
    List<Map<String, @Nullable Object>> messages = request.messages();
    if (request.hasAny("tools")) {
      return "tools";
    }
    if (messages.stream().anyMatch(CohereChatClass::isAboutTools)) {
      return "tool-results";
    }
    if (messages.stream().anyMatch(CohereChatClass::isMoreThanText)) {
      return "more-than-text";
    }
    if (!"user".equals(messages.get(messages.size() - 1).get("role"))) {
      return "last-message-not-of-user";
    }
    return reasonInOptions(request);
  }

  private static String reasonInOptions(CohereChatRequest request) {
    if (request.hasAny("documents")) {
      return "documents";
    }
    if (Boolean.TRUE.equals(request.body().get("logprobs"))) {
      return "logprobs";
    }
    if (request.has("seed")) {
      return "seed";
    }
    if (Boolean.TRUE.equals(request.body().get("raw_prompting"))) {
      return "raw-prompting";
    }
    return bindsOutput(request.body().get("response_format")) ? "output-schema" : "";
  }

  private static boolean isAboutTools(Map<String, @Nullable Object> message) {
    return "tool".equals(message.get("role"))
        || !JsonTree.objects(message.get("tool_calls")).isEmpty();
  }

  private static boolean isMoreThanText(Map<String, @Nullable Object> message) {
    return JsonTree.objects(message.get("content")).stream()
        .anyMatch(part -> !"text".equals(part.get("type")));
  }

  private static boolean bindsOutput(@Nullable Object responseFormat) {
    Map<String, @Nullable Object> format = JsonTree.object(responseFormat);
    if (format == null) {
      return responseFormat != null;
    }
    Object type = format.get("type");
    return !"text".equals(type) && !"json_object".equals(type)
        || format.get("json_schema") != null
        || format.get("schema") != null;
  }
}
