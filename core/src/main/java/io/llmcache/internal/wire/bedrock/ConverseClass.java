package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.RequestClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may answer a Converse request, and why.
 *
 * @param reason empty if it is cacheable
 * @param longestLifetime null if there is no bound
 */
record ConverseClass(RequestClass requestClass, String reason, @Nullable Duration longestLifetime) {

  /** What lies in S3 can be written anew under the same name. */
  private static final Duration OF_WHAT_LIES_ELSEWHERE = Duration.ofHours(1);

  private static final Set<String> TOOLS_OF_THE_CLIENT = Set.of("toolSpec", "cachePoint");

  static ConverseClass of(ConverseRequest request) {
    if (request.path().isFloatingPrompt()) {
      return new ConverseClass(RequestClass.PASS, "server-state", null);
    }
    if (request.tools().stream().anyMatch(ConverseClass::isRunByProvider)) {
      return new ConverseClass(RequestClass.PASS, "provider-run-tool", null);
    }
    boolean refersToStore = namesStore(request.body().get("messages"));
    String exact = exactReason(request);
    return new ConverseClass(
        exact.isEmpty() ? RequestClass.CACHEABLE : RequestClass.EXACT_ONLY,
        exact,
        refersToStore ? OF_WHAT_LIES_ELSEWHERE : null);
  }

  private static String exactReason(ConverseRequest request) {
    if (!request.tools().isEmpty()) {
      return "tools";
    }
    List<Map<String, @Nullable Object>> blocks = request.blocks();
    if (blocks.stream().anyMatch(block -> has(block, "toolUse") || has(block, "toolResult"))) {
      return "tool-results";
    }
    if (blocks.stream().anyMatch(block -> has(block, "reasoningContent"))) {
      return "reasoning-items";
    }
    if (blocks.stream().anyMatch(block -> !has(block, "text") && !has(block, "cachePoint"))) {
      return "more-than-text";
    }
    if (request.has("promptVariables") || request.messages().isEmpty()) {
      return "stored-prompt";
    }
    if (!"user".equals(request.messages().get(request.messages().size() - 1).get("role"))) {
      return "last-message-not-of-user";
    }
    if (request.has("outputConfig")) {
      return "output-schema";
    }
    return request.has("additionalModelRequestFields") ? "model-fields" : "";
  }

  private static boolean isRunByProvider(Map<String, @Nullable Object> tool) {
    return tool.keySet().stream()
        .anyMatch(kind -> has(tool, kind) && !TOOLS_OF_THE_CLIENT.contains(kind));
  }

  private static boolean has(Map<String, @Nullable Object> block, String kind) {
    return block.get(kind) != null;
  }

  private static boolean namesStore(@Nullable Object node) {
    Map<String, @Nullable Object> object = JsonTree.object(node);
    if (object != null) {
      return object.get("s3Location") != null
          || object.values().stream().anyMatch(ConverseClass::namesStore);
    }
    List<@Nullable Object> elements = JsonTree.array(node);
    return elements != null && elements.stream().anyMatch(ConverseClass::namesStore);
  }
}
