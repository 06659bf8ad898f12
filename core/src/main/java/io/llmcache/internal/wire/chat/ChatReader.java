package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
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
    Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(bytes));
    if (body == null) {
      throw new UnreadableRequestException("not-a-json-object");
    }
    String model = model(body, ChatPath.deployment(target));
    check(body, "stream", Boolean.class);
    check(body, "stream_options", Map.class);
    check(body, "n", BigDecimal.class);
    checkObjects(body, "tools");
    checkObjects(body, "functions");
    checkObjects(body, "messages");
    List<Map<String, @Nullable Object>> messages = JsonTree.objects(body.get("messages"));
    checkMessages(messages);
    String host = target.getHost();
    return new ChatRequest(
        host == null ? "" : host.toLowerCase(Locale.ROOT), model, body, messages);
  }

  /** On Azure the deployment is the model, and the body need not name one. */
  private static String model(Map<String, @Nullable Object> body, String deployment)
      throws UnreadableRequestException {
    String model = JsonTree.text(body.get("model"));
    if (model == null && body.get("model") != null) {
      throw new UnreadableRequestException("wrong-type-of-model");
    }
    if (!deployment.isEmpty()) {
      return deployment;
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
      if (!JsonTree.isText(message.get("content"))) {
        checkObjects(message, "content");
      }
    }
  }

  private static void check(Map<String, @Nullable Object> parent, String field, Class<?> type)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    if (value != null && !type.isInstance(value)) {
      throw new UnreadableRequestException("wrong-type-of-" + field);
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
