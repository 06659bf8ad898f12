package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an AWS event stream frame by frame. For one thread. */
final class EventStreamWriter {

  private static final byte STRING = 7;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  /** An event with JSON data. */
  EventStreamWriter event(String type, Map<String, @Nullable Object> data) {
    ByteArrayOutputStream headers = new ByteArrayOutputStream(96);
    header(headers, ":event-type", type);
    header(headers, ":content-type", "application/json");
    header(headers, ":message-type", "event");
    byte[] payload = Json.write(data);
    int total =
        EventStreamSplitter.PRELUDE
            + headers.size()
            + payload.length
            + EventStreamSplitter.CHECKSUM;
    ByteBuffer frame = ByteBuffer.allocate(total);
    frame.putInt(total).putInt(headers.size());
    frame.putInt(EventStreamSplitter.checksum(frame.array(), frame.position()));
    frame.put(headers.toByteArray()).put(payload);
    frame.putInt(EventStreamSplitter.checksum(frame.array(), frame.position()));
    out.writeBytes(frame.array());
    return this;
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  private static void header(ByteArrayOutputStream headers, String name, String value) {
    byte[] text = value.getBytes(UTF_8);
    headers.write(name.length());
    headers.writeBytes(name.getBytes(UTF_8));
    headers.write(STRING);
    headers.write(text.length >> 8);
    headers.write(text.length);
    headers.writeBytes(text);
  }
}
