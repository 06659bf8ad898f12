package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.PlainText;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of a message. */
final class MessagesAnswerText {

  private static final Set<String> ASIDE = Set.of("thinking", "redacted_thinking");

  private MessagesAnswerText() {}

  /** Null if the answer did not end well, or has anything but text and thoughts. */
  static @Nullable String of(byte[] body) {
    Map<String, @Nullable Object> message = MessagesReframe.message(body);
    if (message == null) {
      return null;
    }
    Ending ending = StopReason.ending(Json.text(message, "stop_reason"));
    return ending == Ending.NATURAL || ending == Ending.LENGTH
        ? PlainText.joined(Json.objects(message, "content"), "text", ASIDE)
        : null;
  }
}
