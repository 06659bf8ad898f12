package io.llmcache.cli.common;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines one by one, so that a file may be larger than memory. Blank lines are left out, and
 * so are a carriage return at a line's end and a byte order mark. Thread-safe.
 */
public final class LineReader implements AutoCloseable {

  private final InputStream in;
  private long number;

  public LineReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** How many lines of the file {@link #next} would give. */
  public static long count(Path file) throws IOException {
    try (LineReader lines = new LineReader(Files.newInputStream(file))) {
      long count = 0;
      while (lines.next() != null) {
        count++;
      }
      return count;
    }
  }

  /** The next line that is not blank, or null at the end. */
  public synchronized @Nullable Line next() throws IOException {
    byte[] bytes = raw();
    while (bytes != null && isBlank(bytes)) {
      bytes = raw();
    }
    return bytes == null ? null : new Line(number, bytes);
  }

  private byte @Nullable [] raw() throws IOException {
    int b = in.read();
    if (b < 0) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (; b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    number++;
    return trimmed(line.toByteArray());
  }

  private byte[] trimmed(byte[] bytes) {
    int from = number == 1 && startsWithMark(bytes) ? 3 : 0;
    int to =
        bytes.length > from && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
