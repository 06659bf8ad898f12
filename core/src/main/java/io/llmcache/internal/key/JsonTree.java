package io.llmcache.internal.key;

import io.llmcache.spi.UnreadableRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259) as plain Java values: {@code LinkedHashMap}, {@code ArrayList}, {@code
 * BigDecimal}, {@code Boolean}, null, and for a string a {@code String} or, where it is long, a
 * {@link JsonText}.
 *
 * <p>Strict where leniency would let two readers see two things: one value and nothing after it,
 * well-formed UTF-8, no name twice in an object.
 */
public final class JsonTree {

  private JsonTree() {}

  /**
   * Reads one text. The caller bounds its size.
   *
   * @param json not to be written into as long as the tree is in use
   * @throws UnreadableRequestException if it is not one JSON value, nests more than 256 deep, or
   *     has a number of more than 1000 characters
   */
  public static @Nullable Object parse(byte[] json) throws UnreadableRequestException {
    return new JsonReader(json).read();
  }

  /** Whether the node is a string. */
  public static boolean isText(@Nullable Object node) {
    return node instanceof String || node instanceof JsonText;
  }

  /** The text of the node, or null if it is no string. */
  public static @Nullable String text(@Nullable Object node) {
    return isText(node) ? String.valueOf(node) : null;
  }

  /** The node as an object, or null if it is none. */
  @SuppressWarnings("unchecked")
  public static @Nullable Map<String, @Nullable Object> object(@Nullable Object node) {
    return node instanceof Map ? (Map<String, @Nullable Object>) node : null;
  }

  /** The node as an array, or null if it is none. */
  @SuppressWarnings("unchecked")
  public static @Nullable List<@Nullable Object> array(@Nullable Object node) {
    // ruled out first, since a test for an interface takes longest where the answer is no
    return !isText(node) && node instanceof List ? (List<@Nullable Object>) node : null;
  }

  /** The objects in the array that the node is; empty if it is no array. */
  public static List<Map<String, @Nullable Object>> objects(@Nullable Object node) {
    List<@Nullable Object> elements = array(node);
    if (elements == null) {
      return List.of();
    }
    List<Map<String, @Nullable Object>> objects = new ArrayList<>(elements.size());
    for (Object element : elements) {
      Map<String, @Nullable Object> object = object(element);
      if (object != null) {
        objects.add(object);
      }
    }
    return objects;
  }
}
