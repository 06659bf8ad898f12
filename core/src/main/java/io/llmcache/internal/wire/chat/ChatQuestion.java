package io.llmcache.internal.wire.chat;

import io.llmcache.internal.wire.Asked;
import io.llmcache.spi.RequestClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a chat completion request asks: the last text of the last message, which is the user's. */
final class ChatQuestion {

  /** Fields of compatible servers with which the last message is no turn that waits for another. */
  private static final List<String> OTHER_TEMPLATE = List.of("chat_template", "suffix", "prompt");

  private ChatQuestion() {}

  /** Null if the request has no question. */
  static @Nullable Asked of(ChatRequest request, ChatClass verdict) {
    return verdict.requestClass() != RequestClass.CACHEABLE
            || request.hasAny(OTHER_TEMPLATE)
            || request.isTrue("continue_final_message")
            || Boolean.FALSE.equals(request.body().get("add_generation_prompt"))
        ? null
        : Asked.last(request.messages(), "content");
  }
}
