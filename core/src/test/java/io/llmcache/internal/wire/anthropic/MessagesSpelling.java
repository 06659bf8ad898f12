package io.llmcache.internal.wire.anthropic;

import java.util.List;
import java.util.Set;

/** Which parts of a request keep their order, written down a second time. */
final class MessagesSpelling {

  private static final Set<String> WITHOUT_ORDER =
      Set.of("tool_choice", "thinking", "context_management", "metadata", "cache_control");

  private MessagesSpelling() {}

  static boolean keepsOrder(List<String> path) {
    int depth = path.size();
    if (depth == 0) {
      return false;
    }
    return switch (path.get(0)) {
      case "messages" ->
          depth == 3 && !path.get(2).equals("content") || depth == 5 && member(path.get(4));
      case "system" -> depth == 3 && member(path.get(2));
      case "tools" -> depth == 3 && !path.get(2).equals("cache_control");
      case "output_config", "output_format" -> depth == 2;
      default -> !WITHOUT_ORDER.contains(path.get(0));
    };
  }

  /** Of a block; what a tool gave keeps its order, too, unless it is made of blocks. */
  private static boolean member(String name) {
    return !Set.of("source", "citations", "caller", "cache_control").contains(name);
  }
}
