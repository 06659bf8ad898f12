package io.llmcache.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.llmcache.internal.key.CanonicalJson;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.UnreadableRequestException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading, looking into and writing the JSON of replies, as trees of {@link JsonTree}. */
public final class Json {

  private Json() {}

  /** The bytes as a JSON object, or null if they are none. */
  public static @Nullable Map<String, @Nullable Object> object(byte[] json) {
    return object(json, json.length);
  }

  /** The first bytes as a JSON object, or null if they are none. */
  public static @Nullable Map<String, @Nullable Object> object(byte[] json, int length) {
    try {
      // the tree keeps strings in the bytes they were read from, which may be a buffer used again
      return JsonTree.object(JsonTree.parse(Arrays.copyOf(json, length)));
    } catch (UnreadableRequestException e) {
      return null;
    }
  }

  /** The member as an object, or null if it is none. */
  public static @Nullable Map<String, @Nullable Object> object(
      @Nullable Map<String, @Nullable Object> parent, String name) {
    return parent == null ? null : JsonTree.object(parent.get(name));
  }

  /** The objects in the member; empty if it is no array. */
  public static List<Map<String, @Nullable Object>> objects(
      @Nullable Map<String, @Nullable Object> parent, String name) {
    return parent == null ? List.of() : JsonTree.objects(parent.get(name));
  }

  /** The member as text; empty if it is none. */
  public static String text(@Nullable Map<String, @Nullable Object> parent, String name) {
    String text = parent == null ? null : JsonTree.text(parent.get(name));
    return text == null ? "" : text;
  }

  /** The member as a count that is not negative; -1 if it is none. */
  public static long count(@Nullable Map<String, @Nullable Object> parent, String name) {
    if (parent != null
        && parent.get(name) instanceof BigDecimal number
        && number.signum() >= 0
        && number.precision() - number.scale() <= 18) {
      return number.longValue();
    }
    return -1;
  }

  /** A copy whose members can be changed without changing the original's; not a deep one. */
  public static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> object) {
    return new LinkedHashMap<>(object);
  }

  /** An object of names and values in turn. */
  public static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }

  /** The number as trees have it. */
  public static BigDecimal number(long value) {
    return BigDecimal.valueOf(value);
  }

  /** The tree in UTF-8, members in their order, nulls and spellings of numbers kept. */
  public static byte[] write(Object tree) {
    return CanonicalJson.writeAsRead(tree);
  }

  /** Whether the data of an event is {@code [DONE]}. */
  static boolean isMark(byte[] data, int length) {
    return length <= 64 && new String(data, 0, length, US_ASCII).strip().equals("[DONE]");
  }
}
