package io.llmcache.filter.io;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * A request's body as far as it was read into memory.
 *
 * @param prefix the first bytes; all of them where {@code whole}. Not to be written into
 * @param whole whether nothing is left in the request
 */
public record RequestBody(byte[] prefix, boolean whole) {

  /** Nothing was read. */
  public static final RequestBody UNREAD = new RequestBody(new byte[0], false);

  /**
   * Reads the body unless it is longer than {@code limit} bytes: then nothing is read where the
   * length was said, else a little more than the limit. Blocks until the client has sent it.
   *
   * @throws IOException if the client broke off, or the server's own limit was passed
   */
  public static RequestBody read(HttpServletRequest request, int limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      return UNREAD;
    }
    byte[] bytes = request.getInputStream().readNBytes(limit + 1);
    return new RequestBody(bytes, bytes.length <= limit);
  }
}
