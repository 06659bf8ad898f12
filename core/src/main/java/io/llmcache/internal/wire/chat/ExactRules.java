package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which requests an answer to a similar question cannot serve. */
final class ExactRules {

  /** Fields of compatible servers that force the answer into a grammar. */
  private static final List<String> GRAMMAR_FIELDS =
      List.of(
          "guided_json",
          "guided_regex",
          "guided_choice",
          "guided_grammar",
          "structured_outputs",
          "json_schema",
          "grammar");

  private ExactRules() {}

  /** Why the request is for equals only; empty if it is not. */
  static String reason(ChatRequest request) {
    if (!request.values("tools").isEmpty() || !request.values("functions").isEmpty()) {
      return "tools";
    }
    if (ChatRequest.any(request.messages(), ExactRules::isAboutTools)) {
      return "tool-results";
    }
    if (ChatRequest.any(request.messages(), ExactRules::isMoreThanText) || givesMore(request)) {
      return "more-than-text";
    }
    if (!"user".equals(request.messages().get(request.messages().size() - 1).get("role"))) {
      return "last-message-not-of-user";
    }
    return reasonInOptions(request);
  }

  private static String reasonInOptions(ChatRequest request) {
    if (request.body().get("n") instanceof BigDecimal n && n.compareTo(BigDecimal.ONE) != 0) {
      return "several-choices";
    }
    if (request.isTrue("logprobs")
        || request.has("top_logprobs")
        || request.has("prompt_logprobs")) {
      return "logprobs";
    }
    if (request.has("seed") || request.has("random_seed")) {
      return "seed";
    }
    if (bindsOutput(request.body().get("response_format")) || request.hasAny(GRAMMAR_FIELDS)) {
      return "output-schema";
    }
    return request.values("documents").isEmpty() ? "" : "documents";
  }

  private static boolean isAboutTools(Map<String, @Nullable Object> message) {
    Object role = message.get("role");
    return "tool".equals(role)
        || "function".equals(role)
        || !JsonTree.objects(message.get("tool_calls")).isEmpty()
        || message.get("function_call") != null;
  }

  private static boolean isMoreThanText(Map<String, @Nullable Object> message) {
    return ChatRequest.any(ChatRequest.parts(message), part -> !"text".equals(part.get("type")));
  }

  private static boolean givesMore(ChatRequest request) {
    return ChatRequest.any(request.values("modalities"), modality -> !"text".equals(modality));
  }

  private static boolean bindsOutput(@Nullable Object responseFormat) {
    Map<String, @Nullable Object> format = JsonTree.object(responseFormat);
    if (format == null) {
      return responseFormat != null;
    }
    Object type = format.get("type");
    return !"text".equals(type) && !"json_object".equals(type) || format.get("schema") != null;
  }
}
