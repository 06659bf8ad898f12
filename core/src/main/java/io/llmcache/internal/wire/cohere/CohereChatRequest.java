package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.RequestChecks;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat request, the types checked of what the cache relies on. A field that is null is absent, as
 * clients mean it.
 *
 * @param host of the upstream, in lower case; empty if unknown
 * @param messages of the body; at least one, each with a role
 */
record CohereChatRequest(
    String host,
    String model,
    Map<String, @Nullable Object> body,
    List<Map<String, @Nullable Object>> messages) {

  static CohereChatRequest read(URI target, byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = RequestChecks.body(bytes);
    String model = RequestChecks.model(body, "");
    RequestChecks.check(body, "stream", Boolean.class);
    RequestChecks.check(body, "documents", List.class);
    RequestChecks.checkObjects(body, "tools");
    RequestChecks.checkObjects(body, "messages");
    List<Map<String, @Nullable Object>> messages = JsonTree.objects(body.get("messages"));
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
    String host = target.getHost();
    return new CohereChatRequest(
        host == null ? "" : host.toLowerCase(Locale.ROOT), model, body, messages);
  }

  Shape shape() {
    return Boolean.TRUE.equals(body.get("stream")) ? Shape.STREAM : Shape.UNARY;
  }

  boolean has(String field) {
    return body.get(field) != null;
  }

  /** Whether the field is an array with something in it. */
  boolean hasAny(String field) {
    List<@Nullable Object> values = JsonTree.array(body.get(field));
    return values != null && !values.isEmpty();
  }

  /** Whether Cohere itself answers, so that its documented defaults hold. */
  boolean isForCohere() {
    return host.endsWith(".cohere.com") || host.endsWith(".cohere.ai");
  }
}
