package io.llmcache.interceptor.http;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.testing.Waiting;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that speaks HTTP/2 and sends more than it was asked for. */
class PushedResponsesTest {

  private static final String PUSHED = "pushed along";

  private final Undertow provider =
      Undertow.builder()
          .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
          .addHttpListener(0, "127.0.0.1")
          .setHandler(PushedResponsesTest::answer)
          .build();
  private final LlmCache cache = Caches.with(Map.of());

  private static void answer(HttpServerExchange exchange) {
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      exchange.getResponseSender().send(PUSHED);
      return;
    }
    HeaderMap headers = new HeaderMap();
    headers.put(Headers.HOST, exchange.getHostAndPort());
    exchange.getConnection().pushResource("/pushed", Methods.GET, headers);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(REPLY);
  }

  @AfterEach
  void close() {
    provider.stop();
    cache.close();
  }

  @Test
  void aPushedResponseReachesTheApplicationBesideTheRecordedOne() throws Exception {
    provider.start();
    int port = ((InetSocketAddress) provider.getListenerInfo().get(0).getAddress()).getPort();
    URI base = URI.create("http://127.0.0.1:" + port);
    HttpClient plain = HttpClient.newHttpClient();
    // the connection becomes HTTP/2 with this one
    plain.send(HttpRequest.newBuilder(base).build(), BodyHandlers.discarding());
    HttpClient client = LlmCacheHttpClient.wrap(plain, cache);
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(PATH))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(REQUEST))
            .build();
    ConcurrentMap<HttpRequest, CompletableFuture<HttpResponse<String>>> pushed =
        new ConcurrentHashMap<>();
    PushPromiseHandler<String> pushes =
        PushPromiseHandler.of(any -> BodyHandlers.ofString(), pushed);
    HttpResponse<String> response =
        Waiting.on(client.sendAsync(request, BodyHandlers.ofString(), pushes));
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(response.body()).isEqualTo(REPLY);
    Waiting.until(() -> pushed.size() == 1, "nothing was pushed");
    assertThat(Waiting.on(pushed.values().iterator().next()).body()).isEqualTo(PUSHED);
    HttpResponse<String> hit =
        Waiting.on(client.sendAsync(request, BodyHandlers.ofString(), pushes));
    assertThat(hit.headers().firstValue("Cache-Status").orElse("")).contains("llmcache; hit");
    assertThat(hit.headers().map().keySet()).noneMatch(name -> name.startsWith(":"));
    assertThat(hit.body()).isEqualTo(REPLY);
  }
}
