package io.llmcache.itests;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Sender;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Sends over HTTP/1.1, as a client in any language would. Thread-safe. */
final class HttpSender implements Sender {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;

  /**
   * @param base what stands before the path of an ask
   */
  HttpSender(URI base) {
    this.base = base.toString();
  }

  @Override
  public Answer send(Ask ask) throws Exception {
    return answer(CLIENT.send(request(ask), BodyHandlers.ofInputStream()));
  }

  /** The same without a thread of the caller's. */
  CompletableFuture<Answer> sendLater(Ask ask) {
    return CLIENT
        .sendAsync(request(ask), BodyHandlers.ofInputStream())
        .thenApply(HttpSender::answer);
  }

  @Override
  public void close() {}

  private HttpRequest request(Ask ask) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + ask.path()));
    ask.headers().forEach(request::header);
    return request
        .method(
            ask.method(),
            ask.body().length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(ask.body()))
        .build();
  }

  private static Answer answer(HttpResponse<InputStream> response) {
    return new Answer(response.statusCode(), Headers.of(response.headers().map()), response.body());
  }
}
