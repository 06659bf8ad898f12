package io.llmcache.filter.support;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Sender;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Sends to a server as any client would. */
public final class HttpSender implements Sender {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final AutoCloseable[] owned;

  /**
   * @param base what stands before an ask's path
   * @param owned closed with it, in this order
   */
  public HttpSender(URI base, AutoCloseable... owned) {
    this.base = base.toString();
    this.owned = owned;
  }

  @Override
  public Answer send(Ask ask) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + ask.path()));
    ask.headers().forEach(request::header);
    request.method(
        ask.method(),
        ask.body().length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(ask.body()));
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    return new Answer(response.statusCode(), Headers.of(response.headers().map()), response.body());
  }

  @Override
  public void close() {
    for (AutoCloseable each : owned) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
