package io.llmcache.internal.wire;

import io.llmcache.internal.key.CanonicalJson.AsWritten;
import io.llmcache.internal.key.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the canonical requests of several formats have in common. */
public final class CanonicalRules {

  private CanonicalRules() {}

  /** How many members are there, those that are null not counted. */
  public static int present(Map<String, @Nullable Object> object) {
    int present = 0;
    for (Object value : object.values()) {
      present += value == null ? 0 : 1;
    }
    return present;
  }

  /**
   * Marks every structure in the object as to be kept as written, but for the members named. Other
   * values need no mark.
   */
  public static void keepOrderBut(Set<String> known, Map<String, @Nullable Object> object) {
    for (Map.Entry<String, @Nullable Object> member : object.entrySet()) {
      Object value = member.getValue();
      boolean plain = value instanceof String || value instanceof JsonText;
      if (!plain
          && (value instanceof Map || value instanceof List)
          && !known.contains(member.getKey())) {
        member.setValue(new AsWritten(value));
      }
    }
  }
}
