package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.RequestChecks;
import io.llmcache.spi.UnreadableRequestException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body and checks the types of what the cache relies on. All else is the server's
 * to check: it stays in the key as it is.
 */
final class OllamaReader {

  private OllamaReader() {}

  static OllamaRequest read(byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = RequestChecks.body(bytes);
    RequestChecks.check(body, "stream", Boolean.class);
    RequestChecks.check(body, "options", Map.class);
    RequestChecks.checkText(body, "model");
    RequestChecks.checkText(body, "prompt");
    RequestChecks.checkObjects(body, "tools");
    RequestChecks.checkObjects(body, "messages");
    for (Map<String, @Nullable Object> message : JsonTree.objects(body.get("messages"))) {
      if (!JsonTree.isText(message.get("role"))) {
        throw new UnreadableRequestException("message-without-role");
      }
      RequestChecks.checkText(message, "content");
      RequestChecks.checkObjects(message, "tool_calls");
    }
    String model = JsonTree.text(body.get("model"));
    if (model == null || model.isBlank()) {
      throw new UnreadableRequestException("no-model");
    }
    return new OllamaRequest(model, body);
  }
}
