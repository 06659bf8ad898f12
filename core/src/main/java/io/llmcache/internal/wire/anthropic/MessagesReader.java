package io.llmcache.internal.wire.anthropic;

import io.llmcache.internal.key.JsonTree;
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
    Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(bytes));
    if (body == null) {
      throw new UnreadableRequestException("not-a-json-object");
    }
    String model = model(body, MessagesPath.model(target));
    check(body, "stream", Boolean.class);
    check(body, "tool_choice", Map.class);
    checkObjects(body, "tools");
    checkTextOrObjects(body, "system");
    checkObjects(body, "messages");
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

  private static String model(Map<String, @Nullable Object> body, String inPath)
      throws UnreadableRequestException {
    String model = JsonTree.text(body.get("model"));
    if (model == null && body.get("model") != null) {
      throw new UnreadableRequestException("wrong-type-of-model");
    }
    if (!inPath.isEmpty()) {
      return inPath;
    }
    if (model == null || model.isBlank()) {
      throw new UnreadableRequestException("no-model");
    }
    return model;
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

  private static void check(Map<String, @Nullable Object> parent, String field, Class<?> type)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    if (value != null && !type.isInstance(value)) {
      throw new UnreadableRequestException("wrong-type-of-" + field);
    }
  }

  private static void checkTextOrObjects(Map<String, @Nullable Object> parent, String field)
      throws UnreadableRequestException {
    if (!JsonTree.isText(parent.get(field))) {
      checkObjects(parent, field);
    }
  }

  private static void checkObjects(Map<String, @Nullable Object> parent, String field)
      throws UnreadableRequestException {
    check(parent, field, List.class);
    List<@Nullable Object> elements = JsonTree.array(parent.get(field));
    if (elements != null && JsonTree.objects(elements).size() != elements.size()) {
      throw new UnreadableRequestException("wrong-type-in-" + field);
    }
  }
}
