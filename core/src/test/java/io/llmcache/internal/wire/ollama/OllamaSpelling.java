package io.llmcache.internal.wire.ollama;

import java.util.List;

/** Which parts of a request keep their order, written down a second time. */
final class OllamaSpelling {

  private OllamaSpelling() {}

  static boolean keepsOrder(List<String> path) {
    int depth = path.size();
    if (depth == 0) {
      return false;
    }
    return switch (path.get(0)) {
      case "messages" -> depth >= 3 && message(path);
      case "tools" -> depth == 3 && !path.get(2).equals("function") || depth >= 4;
      case "options" -> depth >= 2 && !path.get(1).equals("stop");
      case "images", "context", "input" -> false;
      default -> true;
    };
  }

  private static boolean message(List<String> path) {
    int depth = path.size();
    return switch (path.get(2)) {
      case "images" -> false;
      case "tool_calls" -> depth == 5 && !path.get(4).equals("function") || depth >= 6;
      default -> true;
    };
  }
}
