package io.llmcache.internal.reply;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Deflates bodies for storage (RFC 1951, no wrapper). Thread-safe. */
final class BodyPacking {

  private static final Spares<Deflater> DEFLATERS =
      new Spares<>(
          () -> new Deflater(Deflater.DEFAULT_COMPRESSION, true), Deflater::reset, Deflater::end);
  private static final Spares<Inflater> INFLATERS =
      new Spares<>(() -> new Inflater(true), Inflater::reset, Inflater::end);

  private BodyPacking() {}

  /** The deflated bytes, or null where they would not be fewer. */
  static byte @Nullable [] deflate(byte[] body) {
    if (body.length == 0) {
      return null;
    }
    Deflater deflater = DEFLATERS.take();
    try {
      deflater.setInput(body);
      deflater.finish();
      byte[] packed = new byte[body.length - 1];
      int length = deflater.deflate(packed);
      return deflater.finished() ? Arrays.copyOf(packed, length) : null;
    } finally {
      DEFLATERS.giveBack(deflater);
    }
  }

  /** Exactly {@code length} bytes, or null if the packed bytes hold fewer or more. */
  static byte @Nullable [] inflate(byte[] packed, int length) {
    Inflater inflater = INFLATERS.take();
    try {
      inflater.setInput(packed);
      byte[] body = new byte[length];
      int read = inflate(inflater, body);
      boolean exact = read == length && (inflater.finished() || inflater.inflate(new byte[1]) == 0);
      return exact && inflater.finished() ? body : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      INFLATERS.giveBack(inflater);
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
