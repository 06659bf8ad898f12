package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;

/** Short parts, each with its length in front, gathered so that they are digested in one go. */
final class KeyBytes {

  private byte[] bytes = new byte[512];
  private int length;

  void octet(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void part(String text) {
    part(text.getBytes(UTF_8));
  }

  void part(byte[] part) {
    count(part.length);
    reserve(part.length);
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
  }

  /** In four bytes, the highest first. */
  void count(int number) {
    reserve(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (number >> shift);
    }
  }

  void into(MessageDigest digest) {
    digest.update(bytes, 0, length);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
