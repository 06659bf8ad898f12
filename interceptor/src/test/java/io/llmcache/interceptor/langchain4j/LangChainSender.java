package io.llmcache.interceptor.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.llmcache.LlmCache;
import io.llmcache.exchange.Headers;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Sender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A decorated client of LangChain4j's; what asks for a stream is sent as such. */
final class LangChainSender implements Sender {

  private final URI target;
  private final LlmCache cache;
  private final HttpClient client;
  private final AtomicInteger waiting;

  /**
   * @param waiting counts the calls without an answer
   */
  LangChainSender(
      URI target, Map<String, String> settings, InstantSource clock, AtomicInteger waiting) {
    this.target = target;
    this.cache = Caches.with(settings, clock);
    this.client =
        LlmCacheHttpClientBuilder.wrap(
                new JdkHttpClientBuilder()
                    .httpClientBuilder(
                        java.net.http.HttpClient.newBuilder()
                            .version(java.net.http.HttpClient.Version.HTTP_1_1)),
                cache)
            .build();
    this.waiting = waiting;
  }

  @Override
  public Answer send(Ask ask) throws Exception {
    waiting.incrementAndGet();
    try {
      return new String(ask.body(), UTF_8).contains("\"stream\": true")
          ? stream(request(ask))
          : whole(request(ask));
    } finally {
      waiting.decrementAndGet();
    }
  }

  private HttpRequest request(Ask ask) {
    HttpRequest.Builder request =
        HttpRequest.builder().method(HttpMethod.valueOf(ask.method())).url(target + ask.path());
    ask.headers().forEach(request::addHeader);
    if (ask.body().length > 0) {
      request.body(new String(ask.body(), UTF_8));
    }
    return request.build();
  }

  private Answer whole(HttpRequest request) {
    try {
      SuccessfulHttpResponse response = client.execute(request);
      return new Answer(
          response.statusCode(),
          Headers.of(response.headers()),
          new ByteArrayInputStream(response.bodyBytes()));
    } catch (HttpException e) {
      return error(e);
    }
  }

  private Answer stream(HttpRequest request) throws Exception {
    Passage passage = new Passage();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    client.execute(
        request,
        (stream, listener) -> passage.copy(stream),
        new ServerSentEventListener() {
          @Override
          public void onOpen(SuccessfulHttpResponse response) {
            answer.complete(
                new Answer(response.statusCode(), Headers.of(response.headers()), passage));
          }

          @Override
          public void onError(Throwable failure) {
            if (failure instanceof HttpException error) {
              answer.complete(error(error));
            } else {
              answer.completeExceptionally(failure);
            }
          }
        });
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private static Answer error(HttpException error) {
    return new Answer(
        error.statusCode(),
        Headers.EMPTY,
        new ByteArrayInputStream(error.getMessage().getBytes(UTF_8)));
  }

  @Override
  public void close() {
    cache.close();
  }

  /** From the thread that parses to the one that reads. */
  private static final class Passage extends InputStream {

    private record Piece(byte[] bytes, IOException failure) {}

    private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private volatile InputStream source = InputStream.nullInputStream();
    private Piece current = new Piece(new byte[0], null);
    private int at;

    void copy(InputStream stream) {
      source = stream;
      byte[] buffer = new byte[8192];
      try (stream) {
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
          if (count > 0) {
            pieces.add(new Piece(Arrays.copyOf(buffer, count), null));
          }
        }
        pieces.add(new Piece(new byte[0], null));
      } catch (IOException e) {
        pieces.add(new Piece(new byte[0], e));
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (at == current.bytes().length) {
        take();
      }
      if (current.failure() != null) {
        throw current.failure();
      }
      int count = Math.min(length, current.bytes().length - at);
      System.arraycopy(current.bytes(), at, target, offset, count);
      at += count;
      return count == 0 ? -1 : count;
    }

    private void take() throws IOException {
      try {
        current = pieces.take();
        at = 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
