package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.PlainText;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of a chat reply. */
final class CohereChatAnswerText {

  private CohereChatAnswerText() {}

  /** Null if the answer did not end well, or has anything but text and thoughts. */
  static @Nullable String of(byte[] body) {
    Map<String, @Nullable Object> reply = CohereChatReframe.reply(body);
    Map<String, @Nullable Object> message = Json.object(reply, "message");
    if (message == null || !endedWell(reply) || !PlainText.lacks(message, Set.of("tool_calls"))) {
      return null;
    }
    return JsonTree.isText(message.get("content"))
        ? PlainText.said(Json.text(message, "content"))
        : PlainText.joined(Json.objects(message, "content"), "text", Set.of("thinking"));
  }

  private static boolean endedWell(@Nullable Map<String, @Nullable Object> reply) {
    Ending ending = CohereChatJudge.ending(Json.text(reply, "finish_reason"));
    return ending == Ending.NATURAL || ending == Ending.LENGTH;
  }
}
