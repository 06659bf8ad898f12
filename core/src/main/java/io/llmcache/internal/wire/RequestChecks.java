package io.llmcache.internal.wire;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.UnreadableRequestException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the types of what the cache relies on in a request. A field that is null is absent; all
 * else is the provider's to check.
 */
public final class RequestChecks {

  private RequestChecks() {}

  /**
   * The body of a request.
   *
   * @throws UnreadableRequestException if it is not one JSON object
   */
  public static Map<String, @Nullable Object> body(byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(bytes));
    if (body == null) {
      throw new UnreadableRequestException("not-a-json-object");
    }
    return body;
  }

  /**
   * The model that a request is for.
   *
   * @param named by the path, whatever the body says; empty: the body names it
   */
  public static String model(Map<String, @Nullable Object> body, String named)
      throws UnreadableRequestException {
    checkText(body, "model");
    String model = JsonTree.text(body.get("model"));
    if (!named.isEmpty()) {
      return named;
    }
    if (model == null || model.isBlank()) {
      throw new UnreadableRequestException("no-model");
    }
    return model;
  }

  /** The field is of that type, if it is there. */
  public static void check(Map<String, @Nullable Object> parent, String field, Class<?> type)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    if (value != null && !type.isInstance(value)) {
      throw new UnreadableRequestException("wrong-type-of-" + field);
    }
  }

  /** The field is a string, if it is there. */
  public static void checkText(Map<String, @Nullable Object> parent, String field)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    if (value != null && !JsonTree.isText(value)) {
      throw new UnreadableRequestException("wrong-type-of-" + field);
    }
  }

  /** The field is a list of objects, if it is there. */
  public static void checkObjects(Map<String, @Nullable Object> parent, String field)
      throws UnreadableRequestException {
    check(parent, field, List.class);
    List<@Nullable Object> elements = JsonTree.array(parent.get(field));
    if (elements != null && JsonTree.objects(elements).size() != elements.size()) {
      throw new UnreadableRequestException("wrong-type-in-" + field);
    }
  }
}
