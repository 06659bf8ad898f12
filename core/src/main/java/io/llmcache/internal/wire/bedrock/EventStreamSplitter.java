package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.wire.Splitter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of {@code application/vnd.amazon.eventstream} frames and checks both checksums of
 * each. An exception or error inside the stream is an event whose name begins with a colon, and
 * whose data is an empty object. Keeps one frame at a time, up to a bound; nothing is read after a
 * flaw.
 */
final class EventStreamSplitter implements Splitter {

  /** Of one frame, in bytes, as AWS bounds it. */
  static final int LARGEST_FRAME = 16 << 20;

  /** Total length, length of the headers, and a checksum of both. */
  static final int PRELUDE = 12;

  /** A checksum of all that is before it. */
  static final int CHECKSUM = 4;

  private static final byte[] NO_DATA = {'{', '}'};

  private final Sink sink;
  private byte[] frame = new byte[PRELUDE];
  private int length;
  private String flaw = "";

  EventStreamSplitter(Sink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && flaw.isEmpty()) {
      int count = Math.min(bytes.length - at, frame.length - length);
      System.arraycopy(bytes, at, frame, length, count);
      length += count;
      at += count;
      if (length == frame.length) {
        full();
      }
    }
  }

  @Override
  public void end() {
    if (length > 0 && flaw.isEmpty()) {
      flaw = "cut";
    }
  }

  @Override
  public String flaw() {
    return flaw;
  }

  private void full() {
    if (length == PRELUDE) {
      prelude();
    } else {
      dispatch();
      frame = new byte[PRELUDE];
      length = 0;
    }
  }

  private void prelude() {
    ByteBuffer prelude = ByteBuffer.wrap(frame);
    int total = prelude.getInt();
    int headers = prelude.getInt();
    if (prelude.getInt() != checksum(frame, PRELUDE - CHECKSUM)) {
      flaw = "not-an-event-stream";
    } else if (total < 0 || total > LARGEST_FRAME) {
      flaw = "event-too-large";
    } else if (headers < 0 || headers > total - PRELUDE - CHECKSUM) {
      flaw = "bad-frame-length";
    } else {
      frame = Arrays.copyOf(frame, total);
    }
  }

  private void dispatch() {
    ByteBuffer read = ByteBuffer.wrap(frame);
    if (read.getInt(frame.length - CHECKSUM) != checksum(frame, frame.length - CHECKSUM)) {
      flaw = "bad-checksum";
      return;
    }
    int headersEnd = PRELUDE + read.getInt(4);
    Map<String, String> headers =
        FrameHeaders.read(ByteBuffer.wrap(frame, PRELUDE, headersEnd - PRELUDE));
    String name = headers == null ? null : name(headers);
    if (name == null) {
      flaw = "bad-frame-headers";
    } else if (name.startsWith(":")) {
      sink.event(name, NO_DATA, NO_DATA.length);
    } else {
      byte[] data = Arrays.copyOfRange(frame, headersEnd, frame.length - CHECKSUM);
      sink.event(name, data, data.length);
    }
  }

  private static @Nullable String name(Map<String, String> headers) {
    return switch (headers.getOrDefault(":message-type", "")) {
      case "event" -> headers.get(":event-type");
      case "exception" -> ":" + headers.getOrDefault(":exception-type", "exception");
      case "error" -> ":" + headers.getOrDefault(":error-code", "error");
      default -> null;
    };
  }

  static int checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  /** The text of the next bytes. */
  static String text(ByteBuffer from, int count) {
    byte[] text = new byte[count];
    from.get(text);
    return new String(text, UTF_8);
  }
}
