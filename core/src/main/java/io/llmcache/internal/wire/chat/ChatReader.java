package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.RequestChecks;
import io.llmcache.spi.UnreadableRequestException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body and checks the types of what the cache relies on. All else is the provider's
 * to check: it stays in the key as it is.
 */
final class ChatReader {

  private ChatReader() {}

  static ChatRequest read(URI target, byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = RequestChecks.body(bytes);
    String model = RequestChecks.model(body, ChatPath.deployment(target));
    RequestChecks.check(body, "stream", Boolean.class);
    RequestChecks.check(body, "stream_options", Map.class);
    RequestChecks.check(body, "n", BigDecimal.class);
    RequestChecks.checkObjects(body, "tools");
    RequestChecks.checkObjects(body, "functions");
    RequestChecks.checkObjects(body, "messages");
    List<Map<String, @Nullable Object>> messages = JsonTree.objects(body.get("messages"));
    checkMessages(messages);
    String host = target.getHost();
    return new ChatRequest(
        host == null ? "" : host.toLowerCase(Locale.ROOT), model, body, messages);
  }

  private static void checkMessages(List<Map<String, @Nullable Object>> messages)
      throws UnreadableRequestException {
    if (messages.isEmpty()) {
      throw new UnreadableRequestException("no-messages");
    }
    for (Map<String, @Nullable Object> message : messages) {
      if (!JsonTree.isText(message.get("role"))) {
        throw new UnreadableRequestException("message-without-role");
      }
      if (!JsonTree.isText(message.get("content"))) {
        RequestChecks.checkObjects(message, "content");
      }
    }
  }
}
