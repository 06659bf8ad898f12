package io.llmcache.internal.wire;

import io.llmcache.internal.key.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of an answer that has nothing but text, and what was thought before it. */
public final class PlainText {

  private static final String TEXT = "text";

  private PlainText() {}

  /**
   * The texts of all parts of one type, joined.
   *
   * @param parts objects with a type
   * @param type of the parts whose {@code text} counts
   * @param aside types of parts that say nothing to the caller
   * @return null if there is any other part, or no text
   */
  public static @Nullable String joined(
      List<Map<String, @Nullable Object>> parts, String type, Set<String> aside) {
    StringBuilder joined = new StringBuilder();
    for (Map<String, @Nullable Object> part : parts) {
      String its = Json.text(part, "type");
      if (its.equals(type) && JsonTree.isText(part.get(TEXT))) {
        joined.append(part.get(TEXT));
      } else if (!aside.contains(its)) {
        return null;
      }
    }
    return said(joined.toString());
  }

  /** The text, or null if nothing is in it. */
  public static @Nullable String said(String text) {
    return text.isBlank() ? null : text;
  }

  /** Whether the object has nothing in any of these members. */
  public static boolean lacks(Map<String, @Nullable Object> object, Set<String> members) {
    return members.stream().allMatch(member -> ChunkMembers.isEmpty(object.get(member)));
  }
}
