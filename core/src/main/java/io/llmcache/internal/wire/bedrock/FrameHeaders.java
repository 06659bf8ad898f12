package io.llmcache.internal.wire.bedrock;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of one frame of an AWS event stream. */
final class FrameHeaders {

  private static final int STRING = 7;

  private FrameHeaders() {}

  /** Those that are strings, or null if they are malformed. */
  static @Nullable Map<String, String> read(ByteBuffer bytes) {
    Map<String, String> headers = new HashMap<>();
    try {
      while (bytes.hasRemaining()) {
        String name = EventStreamSplitter.text(bytes, bytes.get() & 0xff);
        int type = bytes.get();
        int length = length(type, bytes);
        if (length < 0 || length > bytes.remaining()) {
          return null;
        }
        String value = EventStreamSplitter.text(bytes, length);
        if (type == STRING) {
          headers.put(name, value);
        }
      }
    } catch (BufferUnderflowException e) {
      return null;
    }
    return headers;
  }

  /** How many bytes a value of the type has; negative if nobody knows the type. */
  private static int length(int type, ByteBuffer bytes) {
    return switch (type) {
      // true, false
      case 0, 1 -> 0;
      case 2 -> 1;
      case 3 -> 2;
      case 4 -> 4;
      // a long, a timestamp
      case 5, 8 -> 8;
      case 6, STRING -> bytes.getShort() & 0xffff;
      case 9 -> 16;
      default -> -1;
    };
  }
}
