package io.llmcache.testing;

import io.llmcache.exchange.Headers;
import java.nio.charset.StandardCharsets;

/**
 * A request as {@link FakeUpstream} received it.
 *
 * @param target the request target as it stands in the request line: raw path and query
 * @param body whole, transfer encoding removed
 * @param connection number of the TCP connection it came on, from 1
 */
public record SeenRequest(
    String method, String target, Headers headers, byte[] body, int connection) {

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
