package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.RequestChecks;
import io.llmcache.spi.UnreadableRequestException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body and checks the types of what the cache relies on. All else is the provider's
 * to check: it stays in the key as it is.
 */
final class GeminiReader {

  private GeminiReader() {}

  static GeminiRequest read(URI target, byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = GeminiLevel.request(body(bytes));
    for (String field : List.of("generationConfig", "toolConfig", "systemInstruction")) {
      RequestChecks.check(body, field, Map.class);
    }
    for (String field : List.of("tools", "safetySettings")) {
      RequestChecks.checkObjects(body, field);
    }
    for (Map<String, @Nullable Object> tool : JsonTree.objects(body.get("tools"))) {
      RequestChecks.checkObjects(tool, "functionDeclarations");
    }
    return new GeminiRequest(path(target), body, contents(body));
  }

  /** The body as it was written. */
  static Map<String, @Nullable Object> body(byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = RequestChecks.body(bytes);
    return body;
  }

  static GeminiPath path(URI target) throws UnreadableRequestException {
    GeminiPath path = GeminiPath.of(target);
    if (path == null) {
      throw new UnreadableRequestException("no-model");
    }
    return path;
  }

  static List<Map<String, @Nullable Object>> contents(Map<String, @Nullable Object> body)
      throws UnreadableRequestException {
    RequestChecks.checkObjects(body, "contents");
    List<Map<String, @Nullable Object>> contents = JsonTree.objects(body.get("contents"));
    if (contents.isEmpty()) {
      throw new UnreadableRequestException("no-contents");
    }
    for (Map<String, @Nullable Object> content : contents) {
      RequestChecks.checkObjects(content, "parts");
    }
    return contents;
  }
}
