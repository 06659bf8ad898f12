package io.llmcache.internal.wire;

import java.util.Arrays;

/** A growing array of bytes that can be read in place. */
public final class ByteBag {

  private byte[] bytes = new byte[512];
  private int length;

  void add(byte[] source, int from, int to) {
    int count = to - from;
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** Not a copy; only the first {@link #length} bytes count, until the next call. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
