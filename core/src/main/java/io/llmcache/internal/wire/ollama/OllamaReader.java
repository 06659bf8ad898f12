package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.UnreadableRequestException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body and checks the types of what the cache relies on. All else is the server's
 * to check: it stays in the key as it is.
 */
final class OllamaReader {

  private OllamaReader() {}

  static OllamaRequest read(byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(bytes));
    if (body == null) {
      throw new UnreadableRequestException("not-a-json-object");
    }
    check(body, "stream", Boolean.class);
    check(body, "options", Map.class);
    checkText(body, "model");
    checkText(body, "prompt");
    checkObjects(body, "tools");
    checkObjects(body, "messages");
    for (Map<String, @Nullable Object> message : JsonTree.objects(body.get("messages"))) {
      if (!JsonTree.isText(message.get("role"))) {
        throw new UnreadableRequestException("message-without-role");
      }
      checkText(message, "content");
      checkObjects(message, "tool_calls");
    }
    String model = JsonTree.text(body.get("model"));
    if (model == null || model.isBlank()) {
      throw new UnreadableRequestException("no-model");
    }
    return new OllamaRequest(model, body);
  }

  private static void check(Map<String, @Nullable Object> parent, String field, Class<?> type)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    if (value != null && !type.isInstance(value)) {
      throw new UnreadableRequestException("wrong-type-of-" + field);
    }
  }

  private static void checkText(Map<String, @Nullable Object> parent, String field)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    if (value != null && !JsonTree.isText(value)) {
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
