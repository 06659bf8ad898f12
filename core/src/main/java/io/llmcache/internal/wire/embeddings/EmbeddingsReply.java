package io.llmcache.internal.wire.embeddings;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The vectors in a reply. */
final class EmbeddingsReply {

  private EmbeddingsReply() {}

  /**
   * The elements of {@code data} by their index, or null if one is missing, has no vector, or is
   * there twice.
   *
   * @param expected how many there must be
   */
  static @Nullable List<Map<String, @Nullable Object>> inOrder(
      Map<String, @Nullable Object> body, int expected) {
    List<@Nullable Object> data = JsonTree.array(body.get("data"));
    if (data == null || data.size() != expected) {
      return null;
    }
    List<@Nullable Map<String, @Nullable Object>> sorted = new ArrayList<>();
    data.forEach(element -> sorted.add(null));
    for (Map<String, @Nullable Object> element : JsonTree.objects(data)) {
      long index = Json.count(element, "index");
      if (!isIndex(element.get("index"), index, expected)
          || sorted.get((int) index) != null
          || !isVector(element.get("embedding"))) {
        return null;
      }
      sorted.set((int) index, element);
    }
    List<Map<String, @Nullable Object>> elements = new ArrayList<>();
    for (Map<String, @Nullable Object> element : sorted) {
      if (element == null) {
        return null;
      }
      elements.add(element);
    }
    return elements;
  }

  private static boolean isIndex(@Nullable Object node, long index, int expected) {
    return index >= 0
        && index < expected
        && node instanceof BigDecimal number
        && number.compareTo(BigDecimal.valueOf(index)) == 0;
  }

  private static boolean isVector(@Nullable Object node) {
    String text = JsonTree.text(node);
    return text == null ? EmbeddingsReader.isNumbers(node) : !text.isBlank();
  }

  /** How long the vector is written: two of one model are equally long. */
  static int length(@Nullable Object vector) {
    List<@Nullable Object> numbers = JsonTree.array(vector);
    return numbers == null ? -String.valueOf(vector).length() : numbers.size();
  }
}
