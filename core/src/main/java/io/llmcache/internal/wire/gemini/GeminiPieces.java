package io.llmcache.internal.wire.gemini;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Splitter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pieces of an answer as they were sent, whatever their framing. */
final class GeminiPieces {

  private static final byte[] EVENT = "data: ".getBytes(US_ASCII);
  private static final byte[] EVENT_END = "\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] BETWEEN = "\n,\r\n".getBytes(US_ASCII);
  private static final byte[] ARRAY_END = "\n]".getBytes(US_ASCII);

  private GeminiPieces() {}

  /** Whether the body is one JSON object. */
  static boolean isWhole(byte[] body) {
    return first(body) == '{';
  }

  /** The JSON of each piece; null if the framing is broken or there is none. */
  static @Nullable List<byte[]> split(byte[] body) {
    if (isWhole(body)) {
      return List.of(body);
    }
    List<byte[]> pieces = new ArrayList<>();
    Framing framing = first(body) == '[' ? Framing.JSON_ARRAY : Framing.SSE;
    Splitter splitter =
        framing.splitter((name, data, length) -> pieces.add(Arrays.copyOf(data, length)));
    splitter.accept(body);
    splitter.end();
    return pieces.isEmpty() || !splitter.flaw().isEmpty() ? null : pieces;
  }

  /** The pieces as trees; null if one is no JSON object or reports an error. */
  static @Nullable List<Map<String, @Nullable Object>> trees(List<byte[]> pieces) {
    List<Map<String, @Nullable Object>> trees = new ArrayList<>();
    for (byte[] piece : pieces) {
      Map<String, @Nullable Object> tree = Json.object(piece);
      if (tree == null || tree.get("error") != null) {
        return null;
      }
      trees.add(tree);
    }
    return trees;
  }

  /** The pieces as server-sent events, or as one array, the way Google frames them. */
  static byte[] framed(List<byte[]> pieces, GeminiForm form) {
    boolean events = form == GeminiForm.SSE;
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    for (int i = 0; i < pieces.size(); i++) {
      if (events) {
        out.writeBytes(EVENT);
      } else if (i > 0) {
        out.writeBytes(BETWEEN);
      } else {
        out.write('[');
      }
      writeOnOneLine(pieces.get(i), out);
      if (events) {
        out.writeBytes(EVENT_END);
      }
    }
    if (!events) {
      out.writeBytes(ARRAY_END);
    }
    return out.toByteArray();
  }

  /** Line ends are between tokens only, where JSON does not need them; an event has one line. */
  private static void writeOnOneLine(byte[] json, ByteArrayOutputStream out) {
    for (byte b : json) {
      if (b != '\n' && b != '\r') {
        out.write(b);
      }
    }
  }

  private static int first(byte[] body) {
    for (byte b : body) {
      if (b > ' ') {
        return b;
      }
    }
    return -1;
  }
}
