package io.llmcache.internal.wire.cohere;

import java.util.List;

/** Which parts of a chat request keep their order, written down a second time. */
final class CohereSpelling {

  private CohereSpelling() {}

  static boolean keepsOrder(List<String> path) {
    int depth = path.size();
    if (depth == 0) {
      return false;
    }
    return switch (path.get(0)) {
      case "messages" -> depth >= 3 && message(path);
      case "tools" -> depth == 3 && !path.get(2).equals("function") || depth >= 4;
      case "response_format" -> depth >= 2;
      case "citation_options", "thinking" -> false;
      default -> true;
    };
  }

  private static boolean message(List<String> path) {
    int depth = path.size();
    return switch (path.get(2)) {
      case "content" -> depth == 5 && !path.get(4).equals("image_url");
      case "tool_calls" -> depth == 5 && !path.get(4).equals("function") || depth >= 6;
      default -> true;
    };
  }
}
