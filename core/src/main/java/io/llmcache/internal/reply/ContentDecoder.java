package io.llmcache.internal.reply;

import io.llmcache.exchange.Headers;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Undoes a reply's content encoding chunk by chunk. For one thread at a time. After a {@link
 * MalformedContentException} it is not to be used again.
 */
interface ContentDecoder extends AutoCloseable {

  /**
   * Hands over the bytes that can be told by now, in pieces of a bounded size where they are more
   * than came in; perhaps none.
   */
  void decode(ByteBuffer chunk, Consumer<byte[]> out) throws MalformedContentException;

  /** Whether the encoded bytes came to their own end, or there were none. */
  boolean finished();

  @Override
  void close();

  /** Whether the encoding of these headers can be undone; identity can. */
  static boolean supports(Headers headers) {
    return isIdentity(headers) || isGzip(headers);
  }

  /** The decoder for {@linkplain #supports supported} headers. */
  static ContentDecoder of(Headers headers) {
    return isGzip(headers) ? new GzipDecoder() : new Identity();
  }

  private static boolean isIdentity(Headers headers) {
    String encoding = headers.joined("Content-Encoding");
    return encoding == null || encoding.isBlank() || encoding.trim().equalsIgnoreCase("identity");
  }

  private static boolean isGzip(Headers headers) {
    String encoding = headers.joined("Content-Encoding");
    String name = encoding == null ? "" : encoding.trim().toLowerCase(Locale.ROOT);
    return name.equals("gzip") || name.equals("x-gzip");
  }

  /** Bytes as they come. */
  final class Identity implements ContentDecoder {

    @Override
    public void decode(ByteBuffer chunk, Consumer<byte[]> out) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      out.accept(bytes);
    }

    @Override
    public boolean finished() {
      return true;
    }

    @Override
    public void close() {}
  }
}
