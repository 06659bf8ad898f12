package io.llmcache.internal.wire.bedrock;

import java.util.List;
import java.util.Set;

/** Which parts of a Converse request keep their order, written down a second time. */
final class ConverseSpelling {

  private static final Set<String> WITHOUT_ORDER =
      Set.of(
          "inferenceConfig",
          "guardrailConfig",
          "promptVariables",
          "additionalModelResponseFieldPaths",
          "requestMetadata",
          "performanceConfig",
          "serviceTier");

  private ConverseSpelling() {}

  static boolean keepsOrder(List<String> path) {
    int depth = path.size();
    if (depth == 0) {
      return false;
    }
    return switch (path.get(0)) {
      case "messages" -> depth == 3 && !path.get(2).equals("content") || depth >= 6;
      case "system" -> depth >= 4;
      case "toolConfig" ->
          depth == 2 && !Set.of("tools", "toolChoice").contains(path.get(1))
              || depth >= 5 && path.get(1).equals("tools");
      default -> !WITHOUT_ORDER.contains(path.get(0));
    };
  }
}
