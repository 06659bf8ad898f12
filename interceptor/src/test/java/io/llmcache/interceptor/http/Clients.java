package io.llmcache.interceptor.http;

import java.net.http.HttpClient;

/** Clients of the JDK's for tests. */
final class Clients {

  private Clients() {}

  /** Speaks HTTP/1.1, as the tests' providers do. */
  static HttpClient plain() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }
}
