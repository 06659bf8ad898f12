package io.llmcache.internal.wire;

import io.llmcache.internal.wire.Splitter.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the events of a stream are told apart. */
public enum Framing implements Splitting {
  /** Server-sent events. */
  SSE {
    @Override
    public Splitter splitter(Sink sink) {
      return new SseSplitter(sink, LARGEST_EVENT);
    }
  },
  /** One JSON object in each line. */
  NDJSON {
    @Override
    public Splitter splitter(Sink sink) {
      return new NdjsonSplitter(sink, LARGEST_EVENT);
    }
  },
  /** One JSON array, written element by element. */
  JSON_ARRAY {
    @Override
    public Splitter splitter(Sink sink) {
      return new JsonArraySplitter(sink, LARGEST_EVENT);
    }
  };

  /** Of one event, in bytes. */
  static final int LARGEST_EVENT = 16 << 20;

  /**
   * One event of a stream.
   *
   * @param name empty where the framing gives none
   * @param data null for the mark {@code [DONE]}
   */
  public record Event(String name, @Nullable Map<String, @Nullable Object> data) {}

  /** All events of a whole stream, or null if its framing or one of its events is malformed. */
  public @Nullable List<Event> events(byte[] stream) {
    List<Event> events = new ArrayList<>();
    boolean[] sound = {true};
    Splitter splitter =
        splitter(
            (name, data, length) -> {
              Event event = event(name, data, length);
              if (event == null) {
                sound[0] = false;
              } else {
                events.add(event);
              }
            });
    splitter.accept(stream);
    splitter.end();
    return sound[0] && splitter.flaw().isEmpty() ? events : null;
  }

  /** The event, or null if its data is neither a JSON object nor the mark. */
  static @Nullable Event event(String name, byte[] data, int length) {
    if (Json.isMark(data, length)) {
      return new Event(name, null);
    }
    Map<String, @Nullable Object> object = Json.object(data, length);
    return object == null ? null : new Event(name, object);
  }
}
