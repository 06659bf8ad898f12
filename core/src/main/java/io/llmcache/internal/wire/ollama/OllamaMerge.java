package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a whole answer from the lines of a stream: it is the last line with all texts joined. Each
 * answer has its texts in one place: the line itself, or its message.
 */
final class OllamaMerge {

  private static final Set<String> TEXTS = Set.of("response", "content", "thinking");

  /** What each line says anew. */
  private static final Set<String> OF_THE_LINE = Set.of("created_at", "done", "message");

  private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
  private final List<@Nullable Object> calls = new ArrayList<>();
  private boolean called;

  private OllamaMerge() {}

  /** The whole answer; null if the lines say what cannot be put together. */
  static @Nullable Map<String, @Nullable Object> merged(List<Map<String, @Nullable Object>> lines) {
    if (lines.isEmpty() || !Boolean.TRUE.equals(lines.get(lines.size() - 1).get("done"))) {
      return null;
    }
    Map<String, @Nullable Object> last = lines.get(lines.size() - 1);
    Map<String, @Nullable Object> said = Json.object(last, "message");
    OllamaMerge inLine = new OllamaMerge();
    OllamaMerge inMessage = new OllamaMerge();
    for (Map<String, @Nullable Object> line : lines) {
      Map<String, @Nullable Object> message = Json.object(line, "message");
      if (line.get("message") != null && message == null
          || (message == null) != (said == null)
          || !inLine.add(line, last)
          || message != null && said != null && !inMessage.add(message, said)) {
        return null;
      }
    }
    Map<String, @Nullable Object> whole = inLine.over(last);
    if (said != null) {
      whole.put("message", inMessage.over(said));
    }
    return whole;
  }

  /** Takes the texts and calls; false if there is more that the last line does not say too. */
  private boolean add(Map<String, @Nullable Object> part, Map<String, @Nullable Object> last) {
    for (Map.Entry<String, @Nullable Object> member : part.entrySet()) {
      String name = member.getKey();
      Object value = member.getValue();
      if (TEXTS.contains(name) && JsonTree.isText(value)) {
        texts.computeIfAbsent(name, any -> new StringBuilder()).append(Json.text(part, name));
      } else if (name.equals("tool_calls") && value instanceof List<?> more) {
        called = true;
        calls.addAll(more);
      } else if (value != null && !OF_THE_LINE.contains(name) && !same(value, last.get(name))) {
        return false;
      }
    }
    return true;
  }

  private Map<String, @Nullable Object> over(Map<String, @Nullable Object> last) {
    Map<String, @Nullable Object> whole = Json.copy(last);
    texts.forEach((name, text) -> whole.put(name, text.toString()));
    if (called) {
      whole.put("tool_calls", calls);
    }
    return whole;
  }

  private static boolean same(Object one, @Nullable Object other) {
    return one == other || other != null && Arrays.equals(Json.write(one), Json.write(other));
  }
}
