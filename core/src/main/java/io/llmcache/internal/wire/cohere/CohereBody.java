package io.llmcache.internal.wire.cohere;

import io.llmcache.internal.key.CanonicalJson.AsWritten;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.UnreadableRequestException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bodies of all of Cohere's requests have in common. */
final class CohereBody {

  private CohereBody() {}

  static Map<String, @Nullable Object> read(byte[] bytes) throws UnreadableRequestException {
    Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(bytes));
    if (body == null) {
      throw new UnreadableRequestException("not-a-json-object");
    }
    return body;
  }

  static String model(Map<String, @Nullable Object> body) throws UnreadableRequestException {
    String model = JsonTree.text(body.get("model"));
    if (model == null && body.get("model") != null) {
      throw new UnreadableRequestException("wrong-type-of-model");
    }
    if (model == null || model.isBlank()) {
      throw new UnreadableRequestException("no-model");
    }
    return model;
  }

  static void check(Map<String, @Nullable Object> parent, String field, Class<?> type)
      throws UnreadableRequestException {
    Object value = parent.get(field);
    if (value != null && !type.isInstance(value)) {
      throw new UnreadableRequestException("wrong-type-of-" + field);
    }
  }

  static void checkObjects(Map<String, @Nullable Object> parent, String field)
      throws UnreadableRequestException {
    check(parent, field, List.class);
    List<@Nullable Object> elements = JsonTree.array(parent.get(field));
    if (elements != null && JsonTree.objects(elements).size() != elements.size()) {
      throw new UnreadableRequestException("wrong-type-in-" + field);
    }
  }

  /** Marks every structure in the object as to be kept as written, but for the members named. */
  static void keepOrderBut(Set<String> known, Map<String, @Nullable Object> object) {
    for (Map.Entry<String, @Nullable Object> member : object.entrySet()) {
      Object value = member.getValue();
      if ((value instanceof Map || value instanceof List) && !known.contains(member.getKey())) {
        member.setValue(new AsWritten(value));
      }
    }
  }
}
