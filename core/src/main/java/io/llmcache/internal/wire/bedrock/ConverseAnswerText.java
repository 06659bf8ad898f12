package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.PlainText;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of a Converse answer. */
final class ConverseAnswerText {

  private static final Set<String> TEXT = Set.of("text");
  private static final Set<String> REASONING = Set.of("reasoningContent");

  private ConverseAnswerText() {}

  /** Null if the answer did not end well, or has anything but text and reasoning. */
  static @Nullable String of(byte[] body) {
    Map<String, @Nullable Object> answer = ConverseReframe.answer(body);
    if (answer == null) {
      return null;
    }
    Ending ending = StopReason.ending(Json.text(answer, "stopReason"));
    return ending == Ending.NATURAL || ending == Ending.LENGTH ? text(answer) : null;
  }

  private static @Nullable String text(Map<String, @Nullable Object> answer) {
    StringBuilder text = new StringBuilder();
    Map<String, @Nullable Object> message = Json.object(Json.object(answer, "output"), "message");
    for (Map<String, @Nullable Object> block : Json.objects(message, "content")) {
      if (block.keySet().equals(TEXT) && JsonTree.isText(block.get("text"))) {
        text.append(block.get("text"));
      } else if (!block.keySet().equals(REASONING)) {
        return null;
      }
    }
    return PlainText.said(text.toString());
  }
}
