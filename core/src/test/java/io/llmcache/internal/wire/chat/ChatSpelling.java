package io.llmcache.internal.wire.chat;

import java.util.List;
import java.util.Set;

/** Which parts of a chat completion request keep their order, written down a second time. */
final class ChatSpelling {

  private static final Set<String> WITHOUT_ORDER =
      Set.of(
          "messages",
          "tools",
          "functions",
          "response_format",
          "tool_choice",
          "function_call",
          "logit_bias",
          "stop",
          "modalities",
          "prediction",
          "moderation",
          "reasoning",
          "thinking",
          "provider",
          "models",
          "transforms",
          "stream_options",
          "metadata",
          "prompt_cache_options");

  private ChatSpelling() {}

  static boolean keepsOrder(List<String> path) {
    int depth = path.size();
    if (depth == 0) {
      return false;
    }
    return switch (path.get(0)) {
      case "messages" -> depth >= 3 && message(path);
      case "tools" -> depth == 3 && !path.get(2).equals("function") || depth >= 4;
      case "functions" -> depth >= 3;
      case "response_format" -> depth == 2 && !path.get(1).equals("json_schema") || depth >= 3;
      default -> !WITHOUT_ORDER.contains(path.get(0));
    };
  }

  private static boolean message(List<String> path) {
    int depth = path.size();
    return switch (path.get(2)) {
      case "content" ->
          depth == 5
              && !Set.of("image_url", "input_audio", "file", "document_url", "video_url")
                  .contains(path.get(4));
      case "tool_calls" -> depth >= 6;
      case "function_call", "audio", "annotations" -> false;
      default -> true;
    };
  }
}
