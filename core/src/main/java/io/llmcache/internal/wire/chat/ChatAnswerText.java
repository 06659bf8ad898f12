package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.ChunkAnswerText;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.PlainText;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of a chat completion. */
final class ChatAnswerText {

  private static final Set<String> MORE_THAN_TEXT =
      Set.of("tool_calls", "function_call", "refusal", "audio", "images");

  /** Types of parts that Mistral's models have beside text. */
  private static final Set<String> ASIDE = Set.of("thinking", "reference");

  private ChatAnswerText() {}

  /** Null if the answer is not one choice of nothing but text. */
  static @Nullable String of(byte[] body) {
    return ChunkAnswerText.of(body, ChatToUnary::choices, ChatAnswerText::ofChoice);
  }

  private static @Nullable String ofChoice(Map<String, @Nullable Object> choice) {
    Map<String, @Nullable Object> message = Json.object(choice, "message");
    if (message == null || !PlainText.lacks(message, MORE_THAN_TEXT)) {
      return null;
    }
    return JsonTree.isText(message.get("content"))
        ? PlainText.said(Json.text(message, "content"))
        : PlainText.joined(Json.objects(message, "content"), "text", ASIDE);
  }
}
