package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What parts of an answer are, when it changes its form. */
final class GeminiParts {

  private static final Set<String> KNOWN =
      Set.of(
          "text",
          "thought",
          "thoughtSignature",
          "functionCall",
          "functionResponse",
          "executableCode",
          "codeExecutionResult",
          "inlineData",
          "fileData",
          "videoMetadata",
          "toolCall",
          "toolResponse");

  private GeminiParts() {}

  /** Whether nothing but text, spoken or thought, is in the part. */
  static boolean isPlain(Map<String, @Nullable Object> part) {
    Object thought = part.get("thought");
    boolean plain = part.size() == 1 || part.size() == 2 && thought instanceof Boolean;
    return plain && JsonTree.isText(part.get("text"));
  }

  /** Whether a stream may have cut one text into the two parts. */
  static boolean continues(Map<String, @Nullable Object> part, Map<String, @Nullable Object> next) {
    return isPlain(part)
        && isPlain(next)
        && part.size() == next.size()
        && Objects.equals(part.get("thought"), next.get("thought"));
  }

  /** Whether the part is of a kind that comes whole. Calls whose arguments come in bits do not. */
  static boolean isKnown(Map<String, @Nullable Object> part) {
    Map<String, @Nullable Object> call = Json.object(part, "functionCall");
    boolean inBits =
        call != null && (call.containsKey("partialArgs") || call.containsKey("willContinue"));
    return !inBits && KNOWN.containsAll(part.keySet());
  }
}
