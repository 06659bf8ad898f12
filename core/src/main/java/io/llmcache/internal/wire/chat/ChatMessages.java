package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.CanonicalRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The canonical form of a message. Its text is left as it is, to the last blank. */
final class ChatMessages {

  private static final Set<String> KNOWN =
      Set.of("content", "tool_calls", "function_call", "audio", "annotations");
  private static final Set<String> KNOWN_IN_PART =
      Set.of("image_url", "input_audio", "file", "video_url", "document_url");

  private ChatMessages() {}

  static void rewrite(Map<String, @Nullable Object> message) {
    message.remove("cache_control");
    List<Map<String, @Nullable Object>> parts = ChatRequest.parts(message);
    for (Map<String, @Nullable Object> part : parts) {
      part.remove("cache_control");
      CanonicalRules.keepOrderBut(KNOWN_IN_PART, part);
    }
    if (parts.size() == 1 && isOnlyText(parts.get(0))) {
      message.put("content", parts.get(0).get("text"));
    }
    for (Map<String, @Nullable Object> call : JsonTree.objects(message.get("tool_calls"))) {
      Map<String, @Nullable Object> function = JsonTree.object(call.get("function"));
      if (function != null) {
        CanonicalRules.keepOrderBut(Set.of(), function);
      }
    }
    CanonicalRules.keepOrderBut(KNOWN, message);
  }

  /** Several text parts are not joined: templates of servers put different things between them. */
  private static boolean isOnlyText(Map<String, @Nullable Object> part) {
    return CanonicalRules.present(part) == 2
        && "text".equals(part.get("type"))
        && JsonTree.isText(part.get("text"));
  }
}
