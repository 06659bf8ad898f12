package io.llmcache.interceptor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.Headers;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.testing.AdapterContract;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Sender;
import io.llmcache.testing.Waiting;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract, through a decorated client of the JDK's. */
@ParameterizedClass
@EnumSource(JdkClientContractTest.Form.class)
class JdkClientContractTest extends AdapterContract {

  @Parameter Form form;
  private final AtomicInteger waiting = new AtomicInteger();

  /** How the client is called. */
  enum Form {
    SEND {
      @Override
      HttpResponse<InputStream> call(HttpClient client, HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofInputStream());
      }
    },
    SEND_ASYNC {
      @Override
      HttpResponse<InputStream> call(HttpClient client, HttpRequest request) throws Exception {
        try {
          return client.sendAsync(request, BodyHandlers.ofInputStream()).get();
        } catch (ExecutionException e) {
          throw (Exception) e.getCause();
        }
      }
    };

    abstract HttpResponse<InputStream> call(HttpClient client, HttpRequest request)
        throws Exception;
  }

  @Override
  protected Sender open(URI target, Map<String, String> settings) {
    LlmCache cache = Caches.with(settings, clock);
    HttpClient client = LlmCacheHttpClient.wrap(Clients.plain(), cache);
    return new Sender() {
      @Override
      public Answer send(Ask ask) throws Exception {
        waiting.incrementAndGet();
        try {
          return answer(form.call(client, request(target, ask)));
        } finally {
          waiting.decrementAndGet();
        }
      }

      @Override
      public void close() {
        cache.close();
      }
    };
  }

  private static HttpRequest request(URI target, Ask ask) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + ask.path()));
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

  @Override
  protected Set<Trait> traits() {
    return Set.of();
  }

  @Override
  protected void checkUnreachable(Throwable thrown) {
    assertThat(thrown).isInstanceOf(ConnectException.class);
  }

  @Override
  protected void awaitFollowers(int count) {
    Waiting.until(() -> waiting.get() >= count, "fewer than " + count + " calls wait");
  }
}
