package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.UnreadableRequestException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body and checks the types of what the cache relies on. The path is one that other
 * services have too, so a body that does not look like a question to a model is refused.
 */
final class ResponsesReader {

  private ResponsesReader() {}

  static ResponsesRequest read(URI target, byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(bytes));
    if (body == null) {
      throw new UnreadableRequestException("not-a-json-object");
    }
    String model = model(body);
    check(body, "stream", Boolean.class);
    check(body, "store", Boolean.class);
    check(body, "background", Boolean.class);
    check(body, "stream_options", Map.class);
    check(body, "text", Map.class);
    check(body, "prompt", Map.class);
    check(body, "include", List.class);
    checkObjects(body, "tools");
    List<Map<String, @Nullable Object>> items = items(body);
    String host = target.getHost();
    return new ResponsesRequest(
        host == null ? "" : host.toLowerCase(Locale.ROOT), model, body, items);
  }

  private static String model(Map<String, @Nullable Object> body)
      throws UnreadableRequestException {
    Object model = body.get("model");
    if (model != null && !JsonTree.isText(model)) {
      throw new UnreadableRequestException("wrong-type-of-model");
    }
    if (model == null || model.toString().isBlank()) {
      throw new UnreadableRequestException("no-model");
    }
    return model.toString();
  }

  /** Empty if the input is plain text. */
  private static List<Map<String, @Nullable Object>> items(Map<String, @Nullable Object> body)
      throws UnreadableRequestException {
    if (JsonTree.isText(body.get("input"))) {
      return List.of();
    }
    checkObjects(body, "input");
    List<Map<String, @Nullable Object>> items = JsonTree.objects(body.get("input"));
    if (items.isEmpty()) {
      throw new UnreadableRequestException("no-input");
    }
    for (Map<String, @Nullable Object> item : items) {
      checkItem(item);
    }
    return items;
  }

  private static void checkItem(Map<String, @Nullable Object> item)
      throws UnreadableRequestException {
    if (item.get("type") != null && !JsonTree.isText(item.get("type"))) {
      throw new UnreadableRequestException("wrong-type-of-type");
    }
    if (ResponsesRequest.isMessage(item)) {
      if (!JsonTree.isText(item.get("role"))) {
        throw new UnreadableRequestException("message-without-role");
      }
      if (!JsonTree.isText(item.get("content"))) {
        checkObjects(item, "content");
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
