package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.PlainText;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of an answer to either of the two calls, without what was thought. */
final class OllamaAnswerText {

  private static final Set<String> ENDED_WELL = Set.of("stop", "length");
  private static final Set<String> MORE_THAN_TEXT = Set.of("tool_calls", "images");

  private OllamaAnswerText() {}

  /** Null if the answer has no end, or anything but text and thoughts. */
  static @Nullable String of(byte[] body) {
    Map<String, @Nullable Object> answer = OllamaReframe.whole(body);
    if (answer == null
        || !Boolean.TRUE.equals(answer.get("done"))
        || !ENDED_WELL.contains(Json.text(answer, "done_reason"))) {
      return null;
    }
    Map<String, @Nullable Object> message = Json.object(answer, "message");
    if (message == null) {
      return PlainText.said(Json.text(answer, "response"));
    }
    return PlainText.lacks(message, MORE_THAN_TEXT)
        ? PlainText.said(Json.text(message, "content"))
        : null;
  }
}
