package io.llmcache.filter.io;

import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** Writes replies whose body is in memory, and the heads of all others. */
public final class Replies {

  private static final String CONTENT_LENGTH = "Content-Length";
  private static final String IN_NAMES = "!#$%&'*+.^_`|~-";
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private Replies() {}

  /** Writes the whole reply. Blocks as long as the client takes to read it. */
  public static void write(HttpServletResponse response, Reply reply, ReplyBody.Whole body)
      throws IOException {
    head(response, reply);
    response.getOutputStream().write(body.bytes());
  }

  /** The same for any body; a live one is read as it arrives. */
  public static void write(HttpServletResponse response, Reply reply) throws IOException {
    head(response, reply);
    try (InputStream body = reply.body().stream()) {
      body.transferTo(response.getOutputStream());
    }
  }

  /**
   * Sets status and header fields. Does not block.
   *
   * @return the length of the body; -1 if it is not known
   */
  static long head(HttpServletResponse response, Reply reply) {
    response.setStatus(reply.status());
    reply.headers().forEach((name, value) -> field(response, name, value));
    long length = length(reply);
    if (length >= 0) {
      response.setContentLengthLong(length);
    }
    return length;
  }

  private static void field(HttpServletResponse response, String name, String value) {
    if (!name.equalsIgnoreCase(CONTENT_LENGTH) && isToken(name)) {
      response.addHeader(name, oneLine(value));
    }
  }

  /** Whether it can be a field's name (RFC 9110 section 5.1). */
  private static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && IN_NAMES.indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static long length(Reply reply) {
    if (reply.body() instanceof ReplyBody.Whole whole) {
      return whole.bytes().length;
    }
    String said = reply.headers().first(CONTENT_LENGTH);
    return said != null && LENGTH.matcher(said).matches() && mayHaveLength(reply.status())
        ? Long.parseLong(said)
        : -1;
  }

  /** RFC 9110 section 8.6. */
  private static boolean mayHaveLength(int status) {
    return status >= 200 && status != 204;
  }

  /** A line break would begin another field (RFC 9110 section 5.5). */
  private static String oneLine(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return value.replaceAll("[\\p{Cntrl}&&[^\t]]", " ");
      }
    }
    return value;
  }
}
