package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Makes AWS event streams in another way than the format does. The padding, which AWS too puts into
 * each event, is chosen so that checksums and lengths are ASCII: then a stream is a text, as
 * samples of replies are.
 */
final class Frames {

  /** By their lines, since the search for the padding takes its time. */
  private static final Map<String, String> MADE = new ConcurrentHashMap<>();

  private Frames() {}

  /**
   * The stream whose events a sample has, each in a line: its type, a blank, its JSON. A type that
   * begins with a colon is that of an exception; the JSON of a chunk is what its bytes hold.
   */
  static String ofLines(String lines) {
    return MADE.computeIfAbsent(lines, Frames::made);
  }

  private static String made(String lines) {
    StringBuilder stream = new StringBuilder();
    for (String line : lines.split("\n")) {
      String type = line.substring(0, line.indexOf(' '));
      String json = line.substring(line.indexOf(' ') + 1);
      stream.append(frame(type, type.equals("chunk") ? chunk(json) : json));
    }
    return stream.toString();
  }

  static String chunk(String json) {
    return "{\"bytes\":\"" + Base64.getEncoder().encodeToString(json.getBytes(UTF_8)) + "\"}";
  }

  /** A frame that is nothing but ASCII. */
  static String frame(String type, String json) {
    for (int length = 0; length < 2000; length++) {
      for (int number = 0; number < 300; number++) {
        String padding = "x".repeat(length) + Integer.toString(1000 + number, 36);
        String padded = json.substring(0, json.length() - 1) + ",\"p\":\"" + padding + "\"}";
        byte[] frame = bytes(type, padded);
        if (!isAscii(frame, 12)) {
          break;
        }
        if (isAscii(frame, frame.length)) {
          return new String(frame, US_ASCII);
        }
      }
    }
    throw new IllegalArgumentException("no padding makes it ASCII: " + json);
  }

  /** A frame with whatever bytes it gets. */
  static byte[] bytes(String type, String payload) {
    boolean exception = type.startsWith(":");
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    try {
      header(headers, ":message-type", exception ? "exception" : "event");
      header(
          headers,
          exception ? ":exception-type" : ":event-type",
          exception ? type.substring(1) : type);
      header(headers, ":content-type", "application/json");
      DataOutputStream out = new DataOutputStream(frame);
      byte[] json = payload.getBytes(UTF_8);
      out.writeInt(16 + headers.size() + json.length);
      out.writeInt(headers.size());
      out.writeInt(checksum(frame.toByteArray()));
      out.write(headers.toByteArray());
      out.write(json);
      out.writeInt(checksum(frame.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame.toByteArray();
  }

  private static void header(ByteArrayOutputStream headers, String name, String value)
      throws IOException {
    DataOutputStream out = new DataOutputStream(headers);
    out.writeByte(name.length());
    out.writeBytes(name);
    out.writeByte(7);
    out.writeUTF(value);
  }

  private static int checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  private static boolean isAscii(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
