package io.llmcache.internal.wire.responses;

import java.util.List;
import java.util.Set;

/** Which parts of a request keep their order, written down a second time. */
final class ResponsesSpelling {

  private static final Set<String> WITHOUT_ORDER =
      Set.of(
          "tool_choice",
          "reasoning",
          "include",
          "prompt",
          "moderation",
          "context_management",
          "provider",
          "models",
          "metadata",
          "stream_options",
          "prompt_cache_options");

  private ResponsesSpelling() {}

  static boolean keepsOrder(List<String> path) {
    int depth = path.size();
    if (depth == 0) {
      return false;
    }
    return switch (path.get(0)) {
      case "input" -> depth >= 3 && item(path);
      case "tools" -> depth >= 3;
      case "text" -> depth == 2 && !path.get(1).equals("format") || depth >= 3;
      default -> !WITHOUT_ORDER.contains(path.get(0));
    };
  }

  private static boolean item(List<String> path) {
    return switch (path.get(2)) {
      case "content", "summary", "output" -> path.size() >= 5;
      default -> true;
    };
  }
}
