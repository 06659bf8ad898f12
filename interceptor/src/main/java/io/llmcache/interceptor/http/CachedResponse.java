package io.llmcache.interceptor.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The response that the application gets.
 *
 * @param call what the provider's own response says about the call; null: there was none
 */
record CachedResponse<T>(
    int statusCode,
    HttpHeaders headers,
    T body,
    HttpRequest asked,
    HttpClient.Version version,
    @Nullable HttpResponse<T> call)
    implements HttpResponse<T> {

  /** The same response with more in its header. */
  static <T> HttpResponse<T> of(HttpResponse<T> call, HttpHeaders headers) {
    return new CachedResponse<>(
        call.statusCode(), headers, call.body(), call.request(), call.version(), call);
  }

  @Override
  public HttpRequest request() {
    return call == null ? asked : call.request();
  }

  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return call == null ? Optional.empty() : call.previousResponse();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return call == null ? Optional.empty() : call.sslSession();
  }

  @Override
  public URI uri() {
    return call == null ? asked.uri() : call.uri();
  }

  @Override
  public String toString() {
    return "(" + asked.method() + " " + uri() + ") " + statusCode;
  }
}
