package io.llmcache.internal.wire.ollama;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.StreamWriter;
import io.llmcache.internal.wire.TextPieces;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lines of a stream from a whole answer: what was thought, what was said, the calls, and
 * last a line with empty text that has all the rest.
 */
final class OllamaSplit {

  private final Map<String, @Nullable Object> whole;
  private final @Nullable Map<String, @Nullable Object> message;
  private final StreamWriter out = new StreamWriter(Framing.NDJSON);

  private OllamaSplit(Map<String, @Nullable Object> whole) {
    this.whole = whole;
    this.message = Json.object(whole, "message");
  }

  /** Null if the answer has no text where it belongs. */
  static byte @Nullable [] stream(Map<String, @Nullable Object> whole) {
    OllamaSplit split = new OllamaSplit(whole);
    String text = split.message == null ? "response" : "content";
    if (!JsonTree.isText(split.said().get(text)) || !Boolean.TRUE.equals(whole.get("done"))) {
      return null;
    }
    split.write(text);
    return split.out.toByteArray();
  }

  /** Where the texts are. */
  private Map<String, @Nullable Object> said() {
    return message == null ? whole : message;
  }

  private void write(String text) {
    Map<String, @Nullable Object> last = Json.copy(said());
    for (String piece : TextPieces.of(Json.text(said(), "thinking"))) {
      line(Json.of(text, "", "thinking", piece));
      last.remove("thinking");
    }
    for (String piece : TextPieces.of(Json.text(said(), text))) {
      line(Json.of(text, piece));
    }
    last.put(text, "");
    if (OllamaRequest.lists(said(), "tool_calls")) {
      line(Json.of(text, "", "tool_calls", last.remove("tool_calls")));
    }
    if (message == null) {
      out.event(last);
    } else {
      Map<String, @Nullable Object> line = Json.copy(whole);
      line.put("message", last);
      out.event(line);
    }
  }

  private void line(Map<String, @Nullable Object> says) {
    Map<String, @Nullable Object> line =
        Json.of("model", whole.get("model"), "created_at", whole.get("created_at"));
    if (message == null) {
      line.putAll(says);
    } else {
      Map<String, @Nullable Object> part = Json.of("role", message.get("role"));
      part.putAll(says);
      line.put("message", part);
    }
    line.put("done", false);
    out.event(line);
  }
}
