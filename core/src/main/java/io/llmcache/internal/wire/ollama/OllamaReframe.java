package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says a stored answer in the other form. */
final class OllamaReframe {

  private OllamaReframe() {}

  /** The body in the form wanted; null where something cannot be said in it. */
  static byte @Nullable [] body(boolean streamed, byte[] stored) {
    if (!streamed) {
      List<Map<String, @Nullable Object>> lines = lines(stored);
      Map<String, @Nullable Object> merged = lines == null ? null : OllamaMerge.merged(lines);
      return merged == null ? null : Json.write(merged);
    }
    Map<String, @Nullable Object> whole = Json.object(stored);
    return whole == null || whole.get("error") != null ? null : OllamaSplit.stream(whole);
  }

  /** The answer in one piece, whatever it came in; null if it cannot be put together. */
  static @Nullable Map<String, @Nullable Object> whole(byte[] stored) {
    Map<String, @Nullable Object> whole = Json.object(stored);
    if (whole != null) {
      return whole.get("error") == null ? whole : null;
    }
    List<Map<String, @Nullable Object>> lines = lines(stored);
    return lines == null ? null : OllamaMerge.merged(lines);
  }

  /** Null if one is no JSON object, or reports an error. */
  private static @Nullable List<Map<String, @Nullable Object>> lines(byte[] stored) {
    List<Framing.Event> events = Framing.NDJSON.events(stored);
    if (events == null) {
      return null;
    }
    List<Map<String, @Nullable Object>> lines = new ArrayList<>();
    for (Framing.Event event : events) {
      Map<String, @Nullable Object> line = event.data();
      if (line == null || line.get("error") != null) {
        return null;
      }
      lines.add(line);
    }
    return lines;
  }
}
