package io.llmcache.testing;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * An answer as the caller gets it, perhaps still arriving.
 *
 * @param body as received, in the content encoding that the headers name; closing it gives the
 *     answer up
 */
public record Answer(int status, Headers headers, InputStream body) implements Closeable {

  /** Reads to the end, undoes the content encoding, and closes. */
  public byte[] bytes() throws IOException {
    try (body) {
      byte[] received = body.readAllBytes();
      return "gzip".equalsIgnoreCase(headers.first("Content-Encoding"))
          ? new GZIPInputStream(new ByteArrayInputStream(received)).readAllBytes()
          : received;
    }
  }

  /** {@link #bytes} as UTF-8. */
  public String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Waits for so many bytes of UTF-8 text as {@code expected} has, and no longer. */
  public String next(String expected) throws IOException {
    byte[] bytes = new byte[expected.getBytes(StandardCharsets.UTF_8).length];
    int filled = 0;
    while (filled < bytes.length) {
      int count = body.read(bytes, filled, bytes.length - filled);
      if (count < 0) {
        break;
      }
      filled += count;
    }
    return new String(bytes, 0, filled, StandardCharsets.UTF_8);
  }

  /** All values of Cache-Status; empty without any. */
  public String cacheStatus() {
    String value = headers.joined(CacheStatus.FIELD);
    return value == null ? "" : value;
  }

  /** Whether it came from the cache. */
  public boolean isHit() {
    return cacheStatus().contains("llmcache; hit");
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
