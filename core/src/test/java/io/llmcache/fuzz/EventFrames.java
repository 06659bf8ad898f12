package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;

/** Makes AWS event streams, some of whose frames are wrong behind right checksums. */
final class EventFrames {

  private static final int PRELUDE = 12;
  private static final int CHECKSUM = 4;

  private EventFrames() {}

  /** A frame for each line: a type, a blank, JSON. The JSON of a chunk is what its bytes hold. */
  static byte[] ofLines(String lines, Random random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int damaged = random.nextInt(30);
    int number = 0;
    for (String line : lines.split("\n")) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        byte[] frame = frame(line.substring(0, blank), line.substring(blank + 1));
        stream.writeBytes(number++ == damaged ? damaged(frame, random) : frame);
      }
    }
    return stream.toByteArray();
  }

  private static byte[] frame(String type, String json) {
    boolean exception = type.startsWith(":");
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    header(headers, ":message-type", exception ? "exception" : "event");
    header(headers, exception ? ":exception-type" : ":event-type", type.replace(":", ""));
    byte[] data = (type.equals("chunk") ? chunk(json) : json).getBytes(UTF_8);
    int length = PRELUDE + headers.size() + data.length + CHECKSUM;
    ByteBuffer frame = ByteBuffer.allocate(length).putInt(length).putInt(headers.size());
    frame.position(PRELUDE).put(headers.toByteArray()).put(data);
    return checked(frame.array());
  }

  private static String chunk(String json) {
    return "{\"bytes\":\"" + Base64.getEncoder().encodeToString(json.getBytes(UTF_8)) + "\"}";
  }

  private static void header(ByteArrayOutputStream headers, String name, String value) {
    headers.write(name.length());
    headers.writeBytes(name.getBytes(UTF_8));
    headers.write(7);
    headers.write(value.length() >> 8);
    headers.write(value.length());
    headers.writeBytes(value.getBytes(UTF_8));
  }

  private static byte[] damaged(byte[] frame, Random random) {
    byte[] damaged = frame.clone();
    int lengths = random.nextInt(3);
    if (lengths < 2) {
      ByteBuffer.wrap(damaged).putInt(4 * lengths, random.nextInt(2 * frame.length) - 20);
    } else {
      int from = PRELUDE + random.nextInt(damaged.length - PRELUDE);
      byte[] noise = new byte[Math.min(damaged.length - from, 1 + random.nextInt(3))];
      random.nextBytes(noise);
      damaged = Mutation.replaced(damaged, from, from + noise.length, noise);
    }
    return checked(Arrays.copyOf(damaged, Math.max(PRELUDE + CHECKSUM, damaged.length)));
  }

  private static byte[] checked(byte[] frame) {
    ByteBuffer.wrap(frame).putInt(PRELUDE - CHECKSUM, checksum(frame, PRELUDE - CHECKSUM));
    int end = frame.length - CHECKSUM;
    ByteBuffer.wrap(frame).putInt(end, checksum(frame, end));
    return frame;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
