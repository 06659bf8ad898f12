package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes bytes in the ways that parsers have been broken by. */
final class Mutation {

  /** As ISO 8859-1, so that some are no UTF-8. */
  private static final List<String> TOKENS =
      List.of(
          "[".repeat(300),
          "{\"a\":".repeat(300),
          "1e999999999",
          "-1e-999999999",
          "1E+99999999999",
          "9".repeat(1_200),
          "-0",
          "00",
          "null",
          "\"\"",
          "\"",
          "{}",
          "[]",
          ",",
          ":",
          "}",
          "]",
          "\\",
          "\\ud800",
          "\\u0000",
          "\u0000",
          "\r",
          "\r\n",
          "\n\n",
          "data: [DONE]\n\n",
          "data:\n",
          "event: error\n",
          ": \n",
          "\u00ef\u00bb\u00bf",
          "\u00c0\u00af",
          "\u00ed\u00a0\u0080",
          "\u00f4\u0090\u0080\u0080",
          "\u00e2\u0082",
          "\u00ff");

  private static final int[] LENGTHS = {
    0,
    1,
    -1,
    11,
    12,
    15,
    16,
    17,
    0xffff,
    1 << 24,
    (1 << 24) + 1,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE
  };

  private Mutation() {}

  /**
   * The text with lines left out, doubled, in another order, and with other JSON in them: from the
   * first brace of a line to its end.
   */
  static String ofLines(String text, Random random) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    for (int left = random.nextInt(4); left > 0; left--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(8)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size()), line);
        case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
        default -> lines.set(at, ofLine(line, random));
      }
      if (lines.isEmpty()) {
        lines.add("");
      }
    }
    return String.join("\n", lines);
  }

  private static String ofLine(String line, Random random) {
    int brace = line.indexOf('{');
    return brace < 0
        ? line
        : line.substring(0, brace) + JsonMutation.of(line.substring(brace), random);
  }

  /**
   * The bytes after a few changes, or none.
   *
   * @param other where parts come from that are put in
   */
  static byte[] of(byte[] bytes, byte[] other, Random random) {
    byte[] mutant = bytes;
    for (int left = random.nextInt(4); left > 0; left--) {
      mutant = once(mutant, other, random);
    }
    return mutant;
  }

  private static byte[] once(byte[] bytes, byte[] other, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(random.nextBoolean() ? 8 : 400));
    int otherFrom = random.nextInt(other.length + 1);
    byte[] part = Arrays.copyOfRange(other, otherFrom, other.length);
    return switch (random.nextInt(9)) {
      case 0 -> flipped(bytes, random);
      case 1 -> replaced(bytes, from, to, new byte[0]);
      case 2 -> replaced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
      case 3 -> replaced(bytes, from, bytes.length, part);
      case 4 -> replaced(bytes, from, from, Arrays.copyOf(part, Math.min(part.length, to - from)));
      case 5 -> replaced(bytes, from, Math.min(bytes.length, from + 4), length(random));
      case 6 -> lineEnds(bytes, random);
      case 7 -> replaced(bytes, from, to, token(random));
      default -> replaced(bytes, from, from, token(random));
    };
  }

  static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(by);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] length(Random random) {
    int length = LENGTHS[random.nextInt(LENGTHS.length)];
    return ByteBuffer.allocate(4).putInt(length).array();
  }

  private static byte[] lineEnds(byte[] bytes, Random random) {
    String end = List.of("\r", "\r\n", "\n\r", "\n\n", "").get(random.nextInt(5));
    return new String(bytes, ISO_8859_1).replace("\n", end).getBytes(ISO_8859_1);
  }

  private static byte[] token(Random random) {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(ISO_8859_1);
  }
}
