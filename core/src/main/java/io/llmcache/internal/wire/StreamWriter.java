package io.llmcache.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a stream event by event. For one thread. */
public final class StreamWriter {

  private final Framing framing;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private boolean first = true;

  public StreamWriter(Framing framing) {
    this.framing = framing;
  }

  /** An event without a name. */
  public StreamWriter event(Map<String, @Nullable Object> data) {
    return event("", data);
  }

  /** An event; only server-sent events have names. */
  public StreamWriter event(String name, Map<String, @Nullable Object> data) {
    byte[] json = Json.write(data);
    switch (framing) {
      case SSE -> {
        text(name.isEmpty() ? "data: " : "event: " + name + "\ndata: ");
        out.writeBytes(json);
        text("\n\n");
      }
      case NDJSON -> {
        out.writeBytes(json);
        text("\n");
      }
      case JSON_ARRAY -> {
        text(first ? "[" : ",\n");
        out.writeBytes(json);
      }
    }
    first = false;
    return this;
  }

  /** The mark {@code [DONE]}. */
  public StreamWriter mark() {
    text("data: [DONE]\n\n");
    return this;
  }

  /** The whole stream. */
  public byte[] toByteArray() {
    if (framing == Framing.JSON_ARRAY) {
      text(first ? "[]" : "]");
    }
    return out.toByteArray();
  }

  private void text(String text) {
    out.writeBytes(text.getBytes(UTF_8));
  }
}
