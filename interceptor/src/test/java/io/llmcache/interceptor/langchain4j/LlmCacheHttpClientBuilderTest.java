package io.llmcache.interceptor.langchain4j;

import static io.llmcache.testing.OpenAiChatFixtures.ERROR_REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.JSON;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpClientBuilderFactory;
import dev.langchain4j.http.client.HttpClientBuilderLoader;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.Response;
import io.llmcache.LlmCache;
import io.llmcache.exchange.Headers;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.EmbeddingsFixtures;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.LiveAnswer;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmCacheHttpClientBuilderTest {

  private static final List<String> EVENTS = Arrays.asList(STREAM.split("(?<=\n\n)"));
  private static final String QUESTION = "When does the last boat leave Möja?";

  private final FakeUpstream upstream = FakeUpstream.start();
  private final List<LlmCache> caches = new ArrayList<>();

  @AfterEach
  void close() {
    upstream.close();
    caches.forEach(LlmCache::close);
  }

  private HttpClientBuilder builder(Map<String, String> settings) {
    LlmCache cache = Caches.with(settings);
    caches.add(cache);
    return LlmCacheHttpClientBuilder.wrap(plain(), cache);
  }

  private static HttpClientBuilder plain() {
    return new JdkHttpClientBuilder()
        .httpClientBuilder(
            java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1));
  }

  private OpenAiChatModel.OpenAiChatModelBuilder model(HttpClientBuilder http) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(upstream.uri() + "/v1")
        .apiKey("sk-test-1")
        .modelName(OpenAiChatFixtures.MODEL)
        .maxRetries(0);
  }

  private OpenAiStreamingChatModel streaming(HttpClientBuilder http) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(upstream.uri() + "/v1")
        .apiKey("sk-test-1")
        .modelName(OpenAiChatFixtures.MODEL)
        .build();
  }

  @Test
  void aModelAsksItsProviderOnce() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    OpenAiChatModel model = model(builder(Map.of())).build();
    assertThat(model.chat(QUESTION)).isEqualTo(TEXT);
    ChatResponse hit = model.chat(UserMessage.from(QUESTION));
    assertThat(hit.aiMessage().text()).isEqualTo(TEXT);
    assertThat(
            ((OpenAiChatResponseMetadata) hit.metadata())
                .rawHttpResponse()
                .headers()
                .get("cache-status"))
        .singleElement()
        .asString()
        .contains("llmcache; hit");
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aStreamIsReplayedAsTheSameParts() {
    upstream.always(UpstreamAnswer.events(EVENTS));
    OpenAiStreamingChatModel model = streaming(builder(Map.of()));
    Heard live = new Heard();
    model.chat(QUESTION, live);
    assertThat(Waiting.on(live.whole).aiMessage().text()).isEqualTo(TEXT);
    Heard hit = new Heard();
    model.chat(QUESTION, hit);
    assertThat(Waiting.on(hit.whole).aiMessage().text()).isEqualTo(TEXT);
    assertThat(hit.parts).containsExactlyElementsOf(live.parts);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aStreamIsHeardPartByPart() throws Exception {
    LiveAnswer live = upstream.nextLive();
    Heard heard = new Heard();
    streaming(builder(Map.of())).chat(QUESTION, heard);
    live.awaitRequest().eventStream();
    StringBuilder text = new StringBuilder();
    for (String event : EVENTS) {
      live.send(event);
      if (event.contains("\"content\":\"") && !event.contains("\"content\":\"\"")) {
        text.append(Background.limited(heard.parts::take));
      }
    }
    live.end();
    assertThat(Waiting.on(heard.whole).aiMessage().text()).isEqualTo(text.toString());
  }

  /** The parts as they come, then the whole. */
  private static final class Heard implements StreamingChatResponseHandler {

    final LinkedBlockingQueue<String> parts = new LinkedBlockingQueue<>();
    final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String part) {
      parts.add(part);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      whole.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      whole.completeExceptionally(failure);
    }
  }

  @Test
  void anErrorIsTheUsualException() {
    upstream.always(UpstreamAnswer.json(401, ERROR_REPLY));
    assertThatThrownBy(() -> model(builder(Map.of())).build().chat(QUESTION))
        .hasRootCauseInstanceOf(HttpException.class)
        .rootCause()
        .satisfies(
            error -> {
              assertThat(((HttpException) error).statusCode()).isEqualTo(401);
              assertThat(error).hasMessage(ERROR_REPLY);
            });
    Heard heard = new Heard();
    streaming(builder(Map.of())).chat(QUESTION, heard);
    assertThatThrownBy(() -> Waiting.on(heard.whole))
        .rootCause()
        .isInstanceOf(HttpException.class)
        .hasMessage(ERROR_REPLY);
  }

  @Test
  void anAnswerThatIsOfNoUseIsAskedForAgain() {
    upstream.next(
        UpstreamAnswer.json(200, REPLY), UpstreamAnswer.json(200, REPLY.replace("18:40", "19:20")));
    ThreadLocal<Map<String, String>> once = ThreadLocal.withInitial(Map::of);
    OpenAiChatModel model = model(builder(Map.of())).customHeaders(once::get).build();
    assertThat(model.chat(QUESTION)).contains("18:40");
    once.set(Map.of("Cache-Control", "no-cache"));
    assertThat(model.chat(QUESTION)).contains("19:20");
    once.remove();
    assertThat(model.chat(QUESTION)).contains("19:20");
    assertThat(upstream.count()).isEqualTo(2);
    assertThat(upstream.last().headers().first("Cache-Control")).isNull();
  }

  @Test
  void aBatchOfEmbeddingsAsksForWhatIsNew() {
    upstream.always(EmbeddingsFixtures.model());
    OpenAiEmbeddingModel model =
        OpenAiEmbeddingModel.builder()
            .httpClientBuilder(builder(Map.of()))
            .baseUrl(upstream.uri() + "/v1")
            .apiKey("sk-test-1")
            .modelName("text-embedding-3-small")
            .build();
    model.embedAll(List.of(segment("Möja"), segment("Utö")));
    Response<List<Embedding>> joined =
        model.embedAll(List.of(segment("Utö"), segment("Rånö"), segment("Möja")));
    assertThat(joined.content()).hasSize(3);
    assertThat(EmbeddingsFixtures.texts(upstream.last().body())).containsExactly("Rånö");
  }

  private static TextSegment segment(String text) {
    return TextSegment.from(text);
  }

  @Test
  void aFormPassesWithAllThatIsInIt() {
    upstream.always(UpstreamAnswer.json(200, "{\"text\":\"Hej\"}"));
    HttpClient client = builder(Map.of()).build();
    HttpRequest form =
        HttpRequest.builder()
            .method(HttpMethod.POST)
            .url(upstream.uri() + "/v1/audio/transcriptions")
            .addHeader("llmcache-tags", "x")
            .addFormDataField("model", "whisper-1")
            .addFormDataFile("file", "a.wav", "audio/wav", new byte[] {1, 2, 3})
            .build();
    for (int call = 1; call <= 2; call++) {
      assertThat(client.execute(form).body()).contains("Hej");
      assertThat(upstream.count()).isEqualTo(call);
      assertThat(upstream.last().text()).contains("whisper-1").contains("a.wav");
      assertThat(upstream.last().headers().first("llmcache-tags")).isNull();
    }
  }

  @Test
  void whoeverFollowsLosesNothingIfTheFirstListenerCancels() throws Exception {
    LiveAnswer live = upstream.nextLive();
    HttpClient client = builder(Map.of()).build();
    Events first = new Events(true);
    client.execute(streamed(), first);
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    Waiting.on(first.cancelled);
    Events second = new Events(false);
    client.execute(streamed(), second);
    Waiting.on(second.opened);
    live.send(String.join("", EVENTS.subList(1, EVENTS.size()))).end();
    Waiting.on(second.closed);
    assertThat(second.events).hasSize(EVENTS.size());
    assertThat(first.events).hasSize(1);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void cancellingFromAnotherThreadDoesNoHarmEither() throws Exception {
    LiveAnswer live = upstream.nextLive();
    HttpClient client = builder(Map.of()).build();
    Events first = new Events(false);
    client.execute(streamed(), first);
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    Waiting.until(() -> first.context != null, "no event came");
    Events second = new Events(false);
    client.execute(streamed(), second);
    Waiting.on(second.opened);
    first.context.parsingHandle().cancel();
    live.send(String.join("", EVENTS.subList(1, EVENTS.size()))).end();
    Waiting.on(second.closed);
    assertThat(second.events).hasSize(EVENTS.size());
    assertThat(first.events).hasSize(1);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aCancelledStreamIsCancelledAtItsProvider() {
    LiveAnswer live = upstream.nextLive();
    HttpClient client = builder(Map.of("llmcache.finish-abandoned", "0s")).build();
    Events events = new Events(true);
    client.execute(streamed(), events);
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    Waiting.on(events.cancelled);
    Waiting.until(() -> live.send(EVENTS.get(1)).clientGone(), "the connection is still open");
    live.cut();
  }

  private HttpRequest streamed() {
    return request(OpenAiChatFixtures.STREAM_REQUEST);
  }

  private HttpRequest request(String json) {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .url(upstream.uri() + OpenAiChatFixtures.PATH)
        .addHeader("Content-Type", JSON)
        .addHeader("Authorization", Ask.CREDENTIAL)
        .body(json)
        .build();
  }

  /** All that a listener hears; perhaps cancels at the first event. */
  private static final class Events implements ServerSentEventListener {

    final List<ServerSentEvent> events = Collections.synchronizedList(new ArrayList<>());
    final CompletableFuture<SuccessfulHttpResponse> opened = new CompletableFuture<>();
    final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    volatile ServerSentEventContext context;
    private final boolean cancelling;

    Events(boolean cancelling) {
      this.cancelling = cancelling;
    }

    @Override
    public void onOpen(SuccessfulHttpResponse response) {
      opened.complete(response);
    }

    @Override
    public void onEvent(ServerSentEvent event) {
      events.add(event);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext given) {
      events.add(event);
      context = given;
      if (cancelling) {
        given.parsingHandle().cancel();
        cancelled.complete(true);
      }
    }

    @Override
    public void onError(Throwable failure) {
      closed.completeExceptionally(failure);
    }

    @Override
    public void onClose() {
      closed.complete(true);
    }
  }

  @Test
  void whoeverFollowsWaitsNoLongerThanTheReadTimeout() throws Exception {
    LiveAnswer live = upstream.nextLive();
    LlmCache cache = Caches.with(Map.of());
    caches.add(cache);
    HttpClient patient = LlmCacheHttpClientBuilder.wrap(plain(), cache).build();
    HttpClient impatient =
        LlmCacheHttpClientBuilder.wrap(plain(), cache).readTimeout(Duration.ofMillis(50)).build();
    HttpRequest request = request(OpenAiChatFixtures.REQUEST);
    Future<SuccessfulHttpResponse> first = Background.start(() -> patient.execute(request));
    live.awaitRequest();
    assertThatThrownBy(() -> impatient.execute(request)).isInstanceOf(TimeoutException.class);
    Events events = new Events(false);
    impatient.execute(request, events);
    assertThatThrownBy(() -> Waiting.on(events.closed)).hasCauseInstanceOf(TimeoutException.class);
    live.whole(200, Headers.of("Content-Type", JSON), bytes(REPLY));
    assertThat(Waiting.on(first).body()).isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aClientThatParsesByItselfIsNotRecorded() {
    SuccessfulHttpResponse head =
        SuccessfulHttpResponse.builder().statusCode(200).headers(Map.of()).build();
    LlmCache cache = Caches.with(Map.of());
    caches.add(cache);
    HttpClient client = LlmCacheHttpClientBuilder.wrap(new OwnParsing(head), cache).build();
    for (int call = 0; call < 2; call++) {
      Events events = new Events(false);
      client.execute(streamed(), events);
      assertThat(Waiting.on(events.opened).headers().get("Cache-Status").toString())
          .contains("fwd=miss");
      Waiting.on(events.closed);
      assertThat(events.events).hasSize(1);
    }
  }

  /** Gives one event to its listener without asking the parser. */
  private record OwnParsing(SuccessfulHttpResponse head) implements HttpClientBuilder, HttpClient {

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      listener.onOpen(head);
      listener.onEvent(new ServerSentEvent(null, "{}"));
      listener.onClose();
    }

    @Override
    public Duration connectTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return this;
    }
  }

  @Test
  void timeoutsReachTheWrappedBuilder() {
    HttpClientBuilder wrapped = new JdkHttpClientBuilder();
    HttpClientBuilder builder = LlmCacheHttpClientBuilder.wrap(wrapped);
    assertThat(builder.connectTimeout(Duration.ofSeconds(1)).readTimeout(Duration.ofSeconds(2)))
        .isSameAs(builder);
    assertThat(wrapped.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(wrapped.readTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(builder.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(builder.readTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void theFactoryIsFoundOnlyWhereItIsNamed(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(HttpClientBuilderFactory.class.getName()),
        LlmCacheHttpClientBuilderFactory.class.getName());
    assertThat(ServiceLoader.load(HttpClientBuilderFactory.class).stream())
        .noneMatch(found -> found.type().equals(LlmCacheHttpClientBuilderFactory.class));
    String property = "langchain4j.http.clientBuilderFactory";
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    System.setProperty(property, LlmCacheHttpClientBuilderFactory.class.getName());
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      assertThat(HttpClientBuilderLoader.loadHttpClientBuilder())
          .isInstanceOf(LlmCacheHttpClientBuilder.class);
    } finally {
      thread.setContextClassLoader(before);
      System.clearProperty(property);
    }
  }
}
