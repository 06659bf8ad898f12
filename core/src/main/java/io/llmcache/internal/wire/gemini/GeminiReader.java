package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.JsonTree;
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
      checkObject(body, field);
    }
    for (String field : List.of("tools", "safetySettings")) {
      checkObjects(body, field);
    }
    for (Map<String, @Nullable Object> tool : JsonTree.objects(body.get("tools"))) {
      checkObjects(tool, "functionDeclarations");
    }
    return new GeminiRequest(path(target), body, contents(body));
  }

  /** The body as it was written. */
  static Map<String, @Nullable Object> body(byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(bytes));
    if (body == null) {
      throw new UnreadableRequestException("not-a-json-object");
    }
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
    checkObjects(body, "contents");
    List<Map<String, @Nullable Object>> contents = JsonTree.objects(body.get("contents"));
    if (contents.isEmpty()) {
      throw new UnreadableRequestException("no-contents");
    }
    for (Map<String, @Nullable Object> content : contents) {
      checkObjects(content, "parts");
    }
    return contents;
  }

  private static void checkObject(Map<String, @Nullable Object> parent, String field)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    if (value != null && !(value instanceof Map)) {
      throw new UnreadableRequestException("wrong-type-of-" + field);
    }
  }

  private static void checkObjects(Map<String, @Nullable Object> parent, String field)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    List<@Nullable Object> elements = JsonTree.array(value);
    if (value != null && elements == null) {
      throw new UnreadableRequestException("wrong-type-of-" + field);
    }
    if (elements != null && JsonTree.objects(elements).size() != elements.size()) {
      throw new UnreadableRequestException("wrong-type-in-" + field);
    }
  }
}
