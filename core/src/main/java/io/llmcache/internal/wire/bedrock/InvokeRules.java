package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.wire.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said of a request whatever the family of its model. */
final class InvokeRules {

  private static final List<String> LIMITS =
      List.of(
          "max_tokens",
          "max_tokens_to_sample",
          "max_completion_tokens",
          "max_new_tokens",
          "max_gen_len",
          "maxTokens",
          "maxTokenCount");

  /** Anthropic's names of tools that look at the world, without their dates. */
  private static final List<String> RUN_BY_PROVIDER =
      List.of("web_search", "web_fetch", "code_execution");

  private InvokeRules() {}

  /** Why the request passes; empty if it does not. */
  static String passReason(Map<String, @Nullable Object> body) {
    if (Json.objects(body, "tools").stream().anyMatch(InvokeRules::isRunByProvider)
        || Json.objects(Json.object(body, "toolConfig"), "tools").stream()
            .anyMatch(tool -> tool.get("systemTool") != null)
        || !Json.objects(body, "mcp_servers").isEmpty()) {
      return "provider-run-tool";
    }
    return body.get("container") != null ? "server-state" : "";
  }

  private static boolean isRunByProvider(Map<String, @Nullable Object> tool) {
    String type = Json.text(tool, "type");
    return RUN_BY_PROVIDER.stream().anyMatch(type::startsWith);
  }

  static boolean limitsLength(Map<String, @Nullable Object> body) {
    return limits(body)
        || limits(Json.object(body, "inferenceConfig"))
        || limits(Json.object(body, "textGenerationConfig"));
  }

  private static boolean limits(@Nullable Map<String, @Nullable Object> config) {
    return config != null && LIMITS.stream().anyMatch(field -> config.get(field) != null);
  }
}
