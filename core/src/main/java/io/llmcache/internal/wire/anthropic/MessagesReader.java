package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.RequestChecks;
import io.llmcache.spi.UnreadableRequestException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body and checks the types of what the cache relies on. All else is the provider's
 * to check: it stays in the key as it is.
 */
final class MessagesReader {

  private MessagesReader() {}

  static MessagesRequest read(URI target, byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = RequestChecks.body(bytes);
    String model = RequestChecks.model(body, MessagesPath.model(target));
    RequestChecks.check(body, "stream", Boolean.class);
    RequestChecks.check(body, "tool_choice", Map.class);
    RequestChecks.checkObjects(body, "tools");
    checkTextOrObjects(body, "system");
    RequestChecks.checkObjects(body, "messages");
    List<Map<String, @Nullable Object>> messages = JsonTree.objects(body.get("messages"));
    checkMessages(messages);
    String host = target.getHost();
    boolean streamed = Boolean.TRUE.equals(body.get("stream"));
    return new MessagesRequest(
        host == null ? "" : host.toLowerCase(Locale.ROOT),
        model,
        streamed,
        MessagesPath.picksShape(target) ? MessagesPath.asksStream(target) : streamed,
        body,
        messages);
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
      checkTextOrObjects(message, "content");
    }
  }

  private static void checkTextOrObjects(Map<String, @Nullable Object> parent, String field)
      throws UnreadableRequestException {
    if (!JsonTree.isText(parent.get(field))) {
      RequestChecks.checkObjects(parent, field);
    }
  }
}
