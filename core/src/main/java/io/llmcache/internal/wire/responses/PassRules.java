package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests only the provider can answer: its answer depends on state that it keeps, or on a
 * world that it looks at.
 */
final class PassRules {

  private static final List<String> STATE_FIELDS =
      List.of("previous_response_id", "conversation", "container");

  private static final List<String> SEARCH_FIELDS =
      List.of("web_search_options", "search_parameters", "data_sources");

  /** Tools whose calls come back to the client, and the search among the request's own tools. */
  private static final Set<String> HARMLESS_TOOLS = Set.of("function", "custom", "tool_search");

  private PassRules() {}

  /** Why the request passes; empty if it does not. */
  static String reason(ResponsesRequest request) {
    if (searches(request)) {
      return "web-search";
    }
    if (request.objects("tools").stream().anyMatch(PassRules::isRunByProvider)
        || request.items().stream().anyMatch(PassRules::addsToolsOfProvider)) {
      return "provider-run-tool";
    }
    if (STATE_FIELDS.stream().anyMatch(request::has)
        || request.isTrue("background")
        || hasFloatingPrompt(request)) {
      return "server-state";
    }
    if (request.has("audio") || request.values("modalities").contains("audio")) {
      return "audio-output";
    }
    return request.items().stream().anyMatch(PassRules::refersToServer) ? "server-state" : "";
  }

  private static boolean searches(ResponsesRequest request) {
    return request.isOf("perplexity.ai")
        || searchesTheWeb(request.model())
        || request.values("models").stream()
            .anyMatch(model -> searchesTheWeb(String.valueOf(model)))
        || SEARCH_FIELDS.stream().anyMatch(request::has)
        || !request.values("plugins").isEmpty();
  }

  private static boolean searchesTheWeb(String name) {
    String model = name.toLowerCase(Locale.ROOT);
    return model.contains("-search-")
        || model.endsWith("-search")
        || model.contains(":online")
        || model.startsWith("perplexity/");
  }

  private static boolean isRunByProvider(Map<String, @Nullable Object> tool) {
    String type = JsonTree.text(tool.get("type"));
    return "namespace".equals(type)
        ? JsonTree.objects(tool.get("tools")).stream().anyMatch(PassRules::isRunByProvider)
        : type == null || !HARMLESS_TOOLS.contains(type);
  }

  /** Items can bring tools in the middle of a conversation. */
  private static boolean addsToolsOfProvider(Map<String, @Nullable Object> item) {
    return JsonTree.objects(item.get("tools")).stream().anyMatch(PassRules::isRunByProvider);
  }

  /** A stored prompt without a version is whatever was published last. */
  private static boolean hasFloatingPrompt(ResponsesRequest request) {
    Map<String, @Nullable Object> prompt = JsonTree.object(request.body().get("prompt"));
    return prompt != null && prompt.get("version") == null;
  }

  /** An item by id, or a file by id. */
  private static boolean refersToServer(Map<String, @Nullable Object> item) {
    return ResponsesRequest.isReference(item)
        || ResponsesRequest.parts(item).stream().anyMatch(PassRules::isFileById)
        || JsonTree.objects(item.get("output")).stream().anyMatch(PassRules::isFileById);
  }

  private static boolean isFileById(Map<String, @Nullable Object> part) {
    return part.get("file_id") != null;
  }
}
