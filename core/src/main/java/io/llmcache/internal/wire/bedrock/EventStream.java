package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.wire.Framing.Event;
import io.llmcache.internal.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a whole AWS event stream. */
final class EventStream {

  private EventStream() {}

  /** All events, or null if a frame or its data is malformed. */
  static @Nullable List<Event> events(byte[] stream) {
    List<Event> events = new ArrayList<>();
    boolean[] sound = {true};
    EventStreamSplitter splitter =
        new EventStreamSplitter(
            (name, data, length) -> {
              Map<String, @Nullable Object> object = Json.object(data, length);
              sound[0] &= object != null;
              events.add(new Event(name, object));
            });
    splitter.accept(stream);
    splitter.end();
    return sound[0] && splitter.flaw().isEmpty() ? events : null;
  }
}
