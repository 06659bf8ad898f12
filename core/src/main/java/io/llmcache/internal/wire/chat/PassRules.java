package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests only the provider can answer: its answer depends on state that it keeps, or on a
 * world that it looks at. {@code store:true} is not among them: it asks the provider to keep a copy
 * of the answer for its own pages, and changes nothing in the answer.
 */
final class PassRules {

  /** Fields that make the provider search, whatever their value: an empty object does, too. */
  private static final List<String> SEARCH_FIELDS =
      List.of("web_search_options", "search_parameters", "search_settings", "data_sources");

  /** Fields that name state on the server. */
  private static final List<String> STATE_FIELDS =
      List.of("previous_response_id", "conversation", "container");

  private static final Set<String> CLIENT_TOOLS = Set.of("function", "custom");

  private PassRules() {}

  /** Why the request passes; empty if it does not. */
  static String reason(ChatRequest request) {
    if (searches(request)) {
      return "web-search";
    }
    if (ChatRequest.any(request.objects("tools"), PassRules::isRunByProvider)) {
      return "provider-run-tool";
    }
    if (request.hasAny(STATE_FIELDS) || request.isTrue("background")) {
      return "server-state";
    }
    if (request.has("audio") || request.values("modalities").contains("audio")) {
      return "audio-output";
    }
    return ChatRequest.any(request.messages(), PassRules::refersToServer) ? "server-state" : "";
  }

  private static boolean searches(ChatRequest request) {
    return request.isOf("perplexity.ai")
        || ChatModels.searchesTheWeb(request.model())
        || isSearchModel(request.body().get("model"))
        || ChatRequest.any(request.values("models"), PassRules::isSearchModel)
        || request.hasAny(SEARCH_FIELDS)
        || !request.values("plugins").isEmpty()
        || request.isTrue("enable_search");
  }

  private static boolean isSearchModel(@Nullable Object model) {
    String name = JsonTree.text(model);
    return name != null && ChatModels.searchesTheWeb(name);
  }

  /** Any type but those whose calls come back to the client. Mistral's tools may lack the type. */
  private static boolean isRunByProvider(Map<String, @Nullable Object> tool) {
    Object type = tool.get("type");
    return type == null ? tool.get("function") == null : !CLIENT_TOOLS.contains(type);
  }

  /** A file by id, or an earlier answer's audio. */
  private static boolean refersToServer(Map<String, @Nullable Object> message) {
    Map<String, @Nullable Object> audio = JsonTree.object(message.get("audio"));
    return audio != null && audio.get("id") != null
        || ChatRequest.any(ChatRequest.parts(message), PassRules::isFileById);
  }

  private static boolean isFileById(Map<String, @Nullable Object> part) {
    Map<String, @Nullable Object> file = JsonTree.object(part.get("file"));
    return part.get("file_id") != null || file != null && file.get("file_id") != null;
  }
}
