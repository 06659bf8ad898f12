package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.wire.Json;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was seen of one candidate. */
final class GeminiCandidate {

  private boolean text;
  private boolean call;
  private String reason = "";

  void add(Map<String, @Nullable Object> candidate) {
    String word = GeminiJudge.word(candidate.get("finishReason"));
    reason = word.isEmpty() ? reason : word;
    for (Map<String, @Nullable Object> part :
        Json.objects(Json.object(candidate, "content"), "parts")) {
      call |= part.get("functionCall") != null;
      text |= !Json.text(part, "text").isEmpty() && !Boolean.TRUE.equals(part.get("thought"));
    }
  }

  boolean ended() {
    return !reason.isEmpty();
  }

  /** The provider's word, or number, for why it ended; empty if it did not say. */
  String reason() {
    return reason;
  }

  /** A call ends with STOP, as text does. */
  Ending ending() {
    Ending ending = ending(reason);
    if (ending != Ending.NATURAL && ending != Ending.LENGTH) {
      return ending;
    }
    if (!text && !call) {
      return Ending.EMPTY;
    }
    return call && ending == Ending.NATURAL ? Ending.TOOL_CALL : ending;
  }

  /** Only the first numbers mean the same with the Gemini API and with Vertex AI. */
  private static Ending ending(String reason) {
    return switch (reason) {
      case "STOP", "1" -> Ending.NATURAL;
      case "MAX_TOKENS", "2" -> Ending.LENGTH;
      case "SAFETY",
          "3",
          "RECITATION",
          "4",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION",
          "MODEL_ARMOR" ->
          Ending.REFUSED;
      case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" -> Ending.ERROR;
      default -> Ending.UNKNOWN;
    };
  }
}
