package io.llmcache.internal.wire;

import io.llmcache.internal.key.JsonTree;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of replies, and of the chunks of streams, of OpenAI and those who speak like it: by
 * what becomes of them in the other form.
 */
public final class ChunkMembers {

  /** What each chunk repeats. */
  public static final List<String> IN_EACH_CHUNK =
      List.of("id", "object", "created", "model", "provider", "service_tier", "system_fingerprint");

  /** Random text that hides lengths, and measurements of the one call. */
  public static final Set<String> PADDING = Set.of("obfuscation", "p", "sla_metrics");

  private ChunkMembers() {}

  /**
   * The choices of a reply or chunk.
   *
   * @throws UnsayableException if they are not objects, or if the reply reports an error
   */
  public static List<Map<String, @Nullable Object>> choices(Map<String, @Nullable Object> body)
      throws UnsayableException {
    if (body.get("error") != null || body.get("errors") != null) {
      throw new UnsayableException("an error");
    }
    return objects(body.get("choices"));
  }

  /** The elements as objects; null is no element. */
  public static List<Map<String, @Nullable Object>> objects(@Nullable Object value)
      throws UnsayableException {
    List<Map<String, @Nullable Object>> objects = JsonTree.objects(value);
    List<@Nullable Object> elements = JsonTree.array(value);
    int size = elements == null ? 0 : elements.size();
    if (value != null && elements == null || objects.size() != size) {
      throw new UnsayableException("not a list of objects");
    }
    return objects;
  }

  /** The value as an object that is there. */
  public static Map<String, @Nullable Object> object(@Nullable Object value)
      throws UnsayableException {
    Map<String, @Nullable Object> object = JsonTree.object(value);
    if (object == null) {
      throw new UnsayableException("not an object");
    }
    return object;
  }

  /** The value as a text that is there. */
  public static String text(@Nullable Object value) throws UnsayableException {
    String text = JsonTree.text(value);
    if (text == null) {
      throw new UnsayableException("not a text");
    }
    return text;
  }

  /** Whether the value says nothing: null, or an empty text, list or object. */
  public static boolean isEmpty(@Nullable Object value) {
    return value == null
        || value instanceof Collection<?> elements && elements.isEmpty()
        || value instanceof Map<?, ?> members && members.isEmpty()
        || "".equals(JsonTree.text(value));
  }

  /** The index of a choice, which its position stands in for. */
  public static int index(Map<String, @Nullable Object> choice, int position)
      throws UnsayableException {
    if (choice.get("index") == null) {
      return position;
    }
    long index = Json.count(choice, "index");
    if (index < 0 || index > Short.MAX_VALUE) {
      throw new UnsayableException("an index that is none");
    }
    return (int) index;
  }
}
