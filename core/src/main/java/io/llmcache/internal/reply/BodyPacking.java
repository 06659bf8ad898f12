package io.llmcache.internal.reply;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Deflates bodies for storage (RFC 1951, no wrapper). */
final class BodyPacking {

  private BodyPacking() {}

  /** The deflated bytes, or null where they would not be fewer. */
  static byte @Nullable [] deflate(byte[] body) {
    if (body.length == 0) {
      return null;
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(body);
      deflater.finish();
      byte[] packed = new byte[body.length - 1];
      int length = deflater.deflate(packed);
      return deflater.finished() ? Arrays.copyOf(packed, length) : null;
    } finally {
      deflater.end();
    }
  }

  /** Exactly {@code length} bytes, or null if the packed bytes hold fewer or more. */
  static byte @Nullable [] inflate(byte[] packed, int length) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      byte[] body = new byte[length];
      int read = inflate(inflater, body);
      boolean exact = read == length && (inflater.finished() || inflater.inflate(new byte[1]) == 0);
      return exact && inflater.finished() ? body : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  private static int inflate(Inflater inflater, byte[] body) throws DataFormatException {
    int read = 0;
    int more = -1;
    while (read < body.length && more != 0) {
      more = inflater.inflate(body, read, body.length - read);
      read += more;
    }
    return read;
  }
}
