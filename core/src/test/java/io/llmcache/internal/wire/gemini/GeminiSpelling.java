package io.llmcache.internal.wire.gemini;

import java.util.List;
import java.util.Set;

/** Which parts of a request keep their order, written down a second time. */
final class GeminiSpelling {

  private static final Set<String> PART =
      Set.of(
          "inlineData",
          "fileData",
          "functionCall",
          "functionResponse",
          "executableCode",
          "codeExecutionResult",
          "videoMetadata",
          "inline_data",
          "file_data",
          "function_call",
          "function_response");

  private GeminiSpelling() {}

  static boolean keepsOrder(List<String> path) {
    int depth = path.size();
    if (depth == 0) {
      return false;
    }
    return switch (path.get(0)) {
      case "contents" -> depth >= 3 && content(path.subList(2, depth));
      case "systemInstruction", "system_instruction" ->
          depth >= 2 && content(path.subList(1, depth));
      case "tools" -> depth >= 3 && tool(path.subList(2, depth));
      case "toolConfig", "tool_config" ->
          depth >= 2 && !path.get(1).equals("functionCallingConfig") || depth >= 3;
      case "generationConfig", "generation_config" ->
          depth >= 2 && !path.get(1).equals("thinkingConfig") || depth >= 3;
      case "safetySettings", "safety_settings" -> depth >= 3;
      case "modelArmorConfig", "labels" -> depth >= 2;
      default -> true;
    };
  }

  /** Below a content. */
  private static boolean content(List<String> path) {
    if (!path.get(0).equals("parts")) {
      return true;
    }
    if (path.size() < 3) {
      return false;
    }
    return !PART.contains(path.get(2)) || path.size() >= 4;
  }

  /** Below a tool. */
  private static boolean tool(List<String> path) {
    return !path.get(0).equals("functionDeclarations") || path.size() >= 3;
  }
}
