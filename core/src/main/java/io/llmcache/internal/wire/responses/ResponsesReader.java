package io.llmcache.internal.wire.responses;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.RequestChecks;
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
    Map<String, @Nullable Object> body = RequestChecks.body(bytes);
    String model = RequestChecks.model(body, "");
    RequestChecks.check(body, "stream", Boolean.class);
    RequestChecks.check(body, "store", Boolean.class);
    RequestChecks.check(body, "background", Boolean.class);
    RequestChecks.check(body, "stream_options", Map.class);
    RequestChecks.check(body, "text", Map.class);
    RequestChecks.check(body, "prompt", Map.class);
    RequestChecks.check(body, "include", List.class);
    RequestChecks.checkObjects(body, "tools");
    List<Map<String, @Nullable Object>> items = items(body);
    String host = target.getHost();
    return new ResponsesRequest(
        host == null ? "" : host.toLowerCase(Locale.ROOT), model, body, items);
  }

  /** Empty if the input is plain text. */
  private static List<Map<String, @Nullable Object>> items(Map<String, @Nullable Object> body)
      throws UnreadableRequestException {
    if (JsonTree.isText(body.get("input"))) {
      return List.of();
    }
    RequestChecks.checkObjects(body, "input");
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
        RequestChecks.checkObjects(item, "content");
      }
    }
  }
}
