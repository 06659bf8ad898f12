package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.RequestChecks;
import io.llmcache.spi.UnreadableRequestException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Converse request. A field that is null is absent, as clients mean it.
 *
 * @param messages of the body, each with a role and blocks; empty only where a stored prompt is
 *     asked
 */
record ConverseRequest(
    BedrockPath path,
    Map<String, @Nullable Object> body,
    List<Map<String, @Nullable Object>> messages) {

  /** Checks the types of what the cache relies on. All else is the provider's to check. */
  static ConverseRequest read(BedrockPath path, byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = RequestChecks.body(bytes);
    RequestChecks.checkObjects(body, "messages");
    RequestChecks.checkObjects(body, "system");
    RequestChecks.check(body, "inferenceConfig", Map.class);
    RequestChecks.check(body, "toolConfig", Map.class);
    RequestChecks.check(body, "promptVariables", Map.class);
    List<Map<String, @Nullable Object>> messages = JsonTree.objects(body.get("messages"));
    if (messages.isEmpty() && body.get("promptVariables") == null) {
      throw new UnreadableRequestException("no-messages");
    }
    for (Map<String, @Nullable Object> message : messages) {
      if (!JsonTree.isText(message.get("role"))) {
        throw new UnreadableRequestException("message-without-role");
      }
      RequestChecks.checkObjects(message, "content");
    }
    Map<String, @Nullable Object> tools = JsonTree.object(body.get("toolConfig"));
    if (tools != null) {
      RequestChecks.checkObjects(tools, "tools");
    }
    return new ConverseRequest(path, body, messages);
  }

  boolean has(String field) {
    return body.get(field) != null;
  }

  boolean lengthLimited() {
    Map<String, @Nullable Object> config = Json.object(body, "inferenceConfig");
    return config != null && config.get("maxTokens") != null;
  }

  List<Map<String, @Nullable Object>> tools() {
    return Json.objects(Json.object(body, "toolConfig"), "tools");
  }

  /** All blocks of all messages. */
  List<Map<String, @Nullable Object>> blocks() {
    return messages.stream().flatMap(message -> Json.objects(message, "content").stream()).toList();
  }
}
