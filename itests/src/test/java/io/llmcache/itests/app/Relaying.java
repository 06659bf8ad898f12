package io.llmcache.itests.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How these applications pass messages on. */
public final class Relaying {

  private static final Set<String> OWN =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding");

  private Relaying() {}

  /** Whether a header field of the request is for the provider. */
  public static boolean goesUpstream(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !OWN.contains(lower) && !lower.startsWith("x-relay-");
  }

  /**
   * Answers with a reply, each piece as soon as it is there. Closes the body.
   *
   * <p>After an exception WildFly ends a response cleanly, as if it were whole; after a time-out it
   * closes the connection, which is how the caller sees that something is missing.
   */
  public static void copy(
      int status,
      Map<String, List<String>> headers,
      InputStream body,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setStatus(status);
    headers.forEach(
        (name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> response.addHeader(name, value));
          }
        });
    try (body) {
      copy(body, response.getOutputStream());
    } catch (IOException e) {
      request.startAsync().setTimeout(1);
    }
  }

  private static void copy(InputStream body, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      out.write(buffer, 0, count);
      out.flush();
    }
  }
}
