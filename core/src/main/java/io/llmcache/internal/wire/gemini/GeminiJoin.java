package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins the parts of one candidate: a text that the stream cut is one part again. */
final class GeminiJoin {

  private final List<Map<String, @Nullable Object>> parts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean seen;

  /** The next piece's content; false if it has a part that cannot be joined. */
  boolean add(Map<String, @Nullable Object> content) {
    if (content.get("parts") == null) {
      return true;
    }
    List<@Nullable Object> elements = JsonTree.array(content.get("parts"));
    List<Map<String, @Nullable Object>> next = JsonTree.objects(elements);
    if (elements == null
        || elements.size() != next.size()
        || !next.stream().allMatch(GeminiParts::isKnown)) {
      return false;
    }
    seen = true;
    for (int i = 0; i < next.size(); i++) {
      add(next.get(i), i == 0);
    }
    return true;
  }

  private void add(Map<String, @Nullable Object> part, boolean first) {
    boolean continues =
        first && !parts.isEmpty() && GeminiParts.continues(parts.get(parts.size() - 1), part);
    if (!continues) {
      flush();
      parts.add(Json.copy(part));
    }
    text.append(GeminiParts.isPlain(part) ? Json.text(part, "text") : "");
  }

  /** All parts; null if no piece had any. */
  @Nullable List<Map<String, @Nullable Object>> parts() {
    flush();
    return seen ? parts : null;
  }

  private void flush() {
    if (!parts.isEmpty() && GeminiParts.isPlain(parts.get(parts.size() - 1))) {
      parts.get(parts.size() - 1).put("text", text.toString());
    }
    text.setLength(0);
  }
}
