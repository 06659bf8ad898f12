package io.llmcache.internal.wire.embeddings;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply whose vectors are written in the other way. Goes by what is there: some servers write
 * numbers whatever they are asked for.
 */
final class EmbeddingsReframe {

  static final String FLOAT = "float";
  static final String BASE64 = "base64";

  private EmbeddingsReframe() {}

  /**
   * The body in the other form, or null if there is none.
   *
   * @param from the form of the body
   */
  static byte @Nullable [] body(byte[] body, String from, String to) {
    boolean known =
        (from.equals(FLOAT) || from.equals(BASE64)) && (to.equals(FLOAT) || to.equals(BASE64));
    Map<String, @Nullable Object> reply = known ? Json.object(body) : null;
    if (reply == null) {
      return null;
    }
    List<Map<String, @Nullable Object>> data = Json.objects(reply, "data");
    List<Object> changed = new ArrayList<>(data.size());
    for (Map<String, @Nullable Object> element : data) {
      Object vector = vector(element.get("embedding"), to);
      if (vector == null) {
        return null;
      }
      Map<String, @Nullable Object> copy = Json.copy(element);
      copy.put("embedding", vector);
      changed.add(copy);
    }
    Map<String, @Nullable Object> whole = Json.copy(reply);
    whole.put("data", changed);
    return changed.isEmpty() ? null : Json.write(whole);
  }

  private static @Nullable Object vector(@Nullable Object vector, String to) {
    String text = JsonTree.text(vector);
    if (text != null) {
      return to.equals(FLOAT) ? Vectors.numbers(text) : vector;
    }
    List<@Nullable Object> numbers = JsonTree.array(vector);
    return numbers == null || to.equals(FLOAT) ? numbers : Vectors.base64(numbers);
  }
}
