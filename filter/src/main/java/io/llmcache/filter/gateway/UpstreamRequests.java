package io.llmcache.filter.gateway;

import io.llmcache.exchange.Headers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/** Makes the requests that go upstream. */
final class UpstreamRequests {

  private UpstreamRequests() {}

  /**
   * HTTP/1.1 without TLS: the JDK would ask for an upgrade to HTTP/2 else, which goes wrong here
   * and there.
   */
  static HttpRequest of(String method, URI target, Headers headers, BodyPublisher body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(target)
            .version(
                "https".equalsIgnoreCase(target.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .method(method, body);
    headers.forEach((name, value) -> add(builder, name, value));
    return builder.build();
  }

  private static void add(HttpRequest.Builder builder, String name, String value) {
    try {
      builder.header(name, value);
    } catch (IllegalArgumentException e) {
      // no field that HTTP allows: the server let it in, it does not get out
    }
  }

  static BodyPublisher body(byte[] whole) {
    return whole.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(whole);
  }

  static BodyPublisher body(@Nullable Upload upload) {
    if (upload == null) {
      return BodyPublishers.noBody();
    }
    return upload.length() < 0
        ? BodyPublishers.fromPublisher(upload)
        : BodyPublishers.fromPublisher(upload, upload.length());
  }
}
