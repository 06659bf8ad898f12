package io.llmcache.interceptor.http;

import static io.llmcache.testing.OpenAiChatFixtures.ERROR_REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.LlmCache;
import io.llmcache.exchange.Headers;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.LiveAnswer;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlmCacheHttpClientTest {

  private static final List<String> EVENTS = Arrays.asList(STREAM.split("(?<=\n\n)"));

  private final FakeUpstream upstream = FakeUpstream.start();
  private final List<LlmCache> caches = new ArrayList<>();

  @AfterEach
  void close() {
    upstream.close();
    caches.forEach(LlmCache::close);
  }

  private HttpClient client() {
    return client(Map.of());
  }

  private HttpClient client(Map<String, String> settings) {
    LlmCache cache = Caches.with(settings);
    caches.add(cache);
    return LlmCacheHttpClient.wrap(Clients.plain(), cache);
  }

  private HttpRequest.Builder asking(BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(upstream.uri() + PATH))
        .header("Content-Type", "application/json")
        .header("Authorization", Ask.CREDENTIAL)
        .POST(body);
  }

  private HttpRequest question() {
    return asking(BodyPublishers.ofString(REQUEST)).build();
  }

  private HttpRequest streamed() {
    return asking(BodyPublishers.ofString(STREAM_REQUEST)).build();
  }

  private static boolean isHit(HttpResponse<?> response) {
    return response.headers().firstValue("Cache-Status").orElse("").contains("llmcache; hit");
  }

  @Test
  void aHitIsAWholeResponse() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    HttpClient client = client();
    HttpRequest request = question();
    HttpResponse<String> missed = client.send(request, BodyHandlers.ofString());
    assertThat(missed.uri()).isEqualTo(request.uri());
    assertThat(missed.request()).isNotNull();
    HttpResponse<String> hit = client.send(request, BodyHandlers.ofString());
    assertThat(isHit(hit)).isTrue();
    assertThat(hit.body()).isEqualTo(REPLY);
    assertThat(hit.statusCode()).isEqualTo(200);
    assertThat(hit.request()).isSameAs(request);
    assertThat(hit.uri()).isEqualTo(request.uri());
    assertThat(hit.previousResponse()).isEmpty();
    assertThat(hit.sslSession()).isEmpty();
    assertThat(hit.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void everyBodyHandlerSeesTheSameBytesOnMissAndHit() throws Exception {
    upstream.always(UpstreamAnswer.events(EVENTS));
    List<BodyHandler<String>> handlers =
        List.of(
            BodyHandlers.ofString(),
            mapped(BodyHandlers.ofByteArray(), LlmCacheHttpClientTest::text),
            mapped(BodyHandlers.ofInputStream(), in -> text(all(in))),
            mapped(BodyHandlers.ofLines(), LlmCacheHttpClientTest::joined),
            mapped(BodyHandlers.ofPublisher(), LlmCacheHttpClientTest::collected),
            head ->
                BodySubscribers.fromSubscriber(
                    new Collecting(), collecting -> collecting.text.join()),
            BodyHandlers.buffering(BodyHandlers.ofString(), 7));
    for (BodyHandler<String> handler : handlers) {
      HttpClient client = client();
      HttpResponse<String> missed = sent(client, streamed(), handler);
      assertThat(isHit(missed)).isFalse();
      assertThat(missed.body()).isEqualTo(STREAM);
      HttpResponse<String> hit = sent(client, streamed(), handler);
      assertThat(isHit(hit)).isTrue();
      assertThat(hit.body()).isEqualTo(STREAM);
    }
    HttpClient client = client();
    assertThat(sent(client, streamed(), BodyHandlers.discarding()).body()).isNull();
    Waiting.until(
        () -> isHit(sent(client, streamed(), BodyHandlers.discarding())),
        "what is discarded is recorded all the same");
  }

  private static <T> HttpResponse<T> sent(
      HttpClient client, HttpRequest request, BodyHandler<T> handler) {
    return Background.limited(() -> client.send(request, handler));
  }

  /** Made where the body is complete or, for streams, on another thread. */
  private static <T> BodyHandler<String> mapped(BodyHandler<T> handler, Function<T, String> then) {
    return head -> BodySubscribers.mapping(handler.apply(head), then);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] all(InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String joined(Stream<String> lines) {
    return String.join("\n", lines.toList()) + "\n";
  }

  private static String collected(Flow.Publisher<List<ByteBuffer>> publisher) {
    Collecting collecting = new Collecting();
    publisher.subscribe(collecting);
    return collecting.text.join();
  }

  /** Asks for one list after the other. */
  private static class Collecting implements Flow.Subscriber<List<ByteBuffer>> {

    final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> chunks) {
      for (ByteBuffer chunk : chunks) {
        byte[] some = new byte[chunk.remaining()];
        chunk.get(some);
        bytes.writeBytes(some);
      }
      subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      text.complete(bytes.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void linesComeOneByOne() {
    LiveAnswer live = upstream.nextLive();
    HttpClient client = client();
    CompletableFuture<HttpResponse<Stream<String>>> sent =
        client.sendAsync(streamed(), BodyHandlers.ofLines());
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    var lines = Waiting.on(sent).body().iterator();
    assertThat(Background.limited(lines::next)).isEqualTo(EVENTS.get(0).strip());
    live.send(EVENTS.get(1));
    assertThat(Background.limited(lines::next)).isEmpty();
    assertThat(Background.limited(lines::next)).isEqualTo(EVENTS.get(1).strip());
    live.send(String.join("", EVENTS.subList(2, EVENTS.size()))).end();
  }

  @Test
  void aBodyIsReadOnceWhereverItComesFrom() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    HttpClient client = client();
    AtomicInteger opened = new AtomicInteger();
    BodyPublisher stream =
        BodyPublishers.ofInputStream(
            () -> {
              opened.incrementAndGet();
              return new ByteArrayInputStream(bytes(REQUEST));
            });
    assertThat(client.send(asking(stream).build(), BodyHandlers.ofString()).body())
        .isEqualTo(REPLY);
    assertThat(upstream.last().body()).isEqualTo(bytes(REQUEST));
    assertThat(opened).hasValue(1);
    assertThat(isHit(client.send(question(), BodyHandlers.ofString()))).isTrue();
  }

  @Test
  void aLongBodyOfUnknownLengthIsReadOnceAndPasses() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    HttpClient client = client(Map.of("llmcache.max-request-size", "20KB"));
    byte[] big = bytes(REQUEST.replace("\"messages\"", " ".repeat(300_000) + "\"messages\""));
    AtomicInteger opened = new AtomicInteger();
    BodyPublisher stream =
        BodyPublishers.ofInputStream(
            () -> {
              opened.incrementAndGet();
              return new ByteArrayInputStream(big);
            });
    HttpResponse<String> response =
        client.sendAsync(asking(stream).build(), BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);
    assertThat(response.headers().firstValue("Cache-Status").orElse(""))
        .contains("fwd=bypass")
        .contains("request-too-large");
    assertThat(response.body()).isEqualTo(REPLY);
    assertThat(upstream.last().body()).isEqualTo(big);
    assertThat(opened).hasValue(1);
  }

  @Test
  void aBodyThatCannotBeReadIsTheCallersOwnFailure() {
    HttpClient client = client();
    BodyPublisher broken =
        BodyPublishers.ofInputStream(
            () ->
                new InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException("the disk is gone");
                  }
                });
    assertThatThrownBy(() -> client.send(asking(broken).build(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the disk is gone");
    assertThat(upstream.count()).isZero();
  }

  @Test
  void aCallThatIsCancelledWhileItsBodyIsReadIsNotMade() {
    SubmissionPublisher<ByteBuffer> chunks = new SubmissionPublisher<>();
    CompletableFuture<HttpResponse<String>> sent =
        client()
            .sendAsync(
                asking(BodyPublishers.fromPublisher(chunks)).build(), BodyHandlers.ofString());
    Waiting.until(() -> chunks.getNumberOfSubscribers() == 1, "the body is not read");
    sent.cancel(true);
    Waiting.until(() -> chunks.getNumberOfSubscribers() == 0, "the body is still read");
    assertThat(upstream.count()).isZero();
    chunks.close();
  }

  @Test
  void sendAsyncDoesNotBlockWhileABodyIsRead() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    CountDownLatch go = new CountDownLatch(1);
    BodyPublisher slow =
        BodyPublishers.ofInputStream(
            () -> {
              Waiting.on(go, "the call was not begun");
              return new ByteArrayInputStream(bytes(REQUEST));
            });
    CompletableFuture<HttpResponse<String>> sent =
        client().sendAsync(asking(slow).build(), BodyHandlers.ofString());
    go.countDown();
    assertThat(Waiting.on(sent).body()).isEqualTo(REPLY);
  }

  @Test
  void aCancelledCallIsCancelledAtTheProvider() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CountDownLatch asked = new CountDownLatch(1);
      Future<Integer> end =
          Background.start(
              () -> {
                try (Socket connection = silent.accept()) {
                  connection.getInputStream().read();
                  asked.countDown();
                  connection.getInputStream().readAllBytes();
                  return connection.getInputStream().read();
                }
              });
      URI target = URI.create("http://127.0.0.1:" + silent.getLocalPort() + PATH);
      HttpRequest request =
          HttpRequest.newBuilder(question(), (name, value) -> true).uri(target).build();
      CompletableFuture<HttpResponse<String>> sent =
          client().sendAsync(request, BodyHandlers.ofString());
      Waiting.on(asked, "no request came");
      assertThat(sent.cancel(true)).isTrue();
      assertThat(Waiting.on(end)).as("the connection is closed").isEqualTo(-1);
    }
  }

  @Test
  void aClientThatNobodyHasEndsThoughItsConnectionIsIdle() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    WeakReference<HttpClient> used = used();
    Waiting.until(
        () -> {
          System.gc();
          return used.get() == null;
        },
        "the idle connection holds the client");
  }

  /** In a method of its own, whose variables are gone with it. */
  private WeakReference<HttpClient> used() {
    HttpClient plain =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Waiting.LIMIT)
            .build();
    LlmCache cache = Caches.with(Map.of());
    caches.add(cache);
    HttpResponse<String> response =
        Waiting.on(
            LlmCacheHttpClient.wrap(plain, cache).sendAsync(question(), BodyHandlers.ofString()));
    assertThat(response.body()).isEqualTo(REPLY);
    return new WeakReference<>(plain);
  }

  private static void untilGone(LiveAnswer live) {
    Waiting.until(() -> live.send("data: {}\n\n").clientGone(), "the connection is still open");
    live.cut();
  }

  @Test
  void aCancelledCallLeavesTheAnswerToAnother() {
    LiveAnswer live = upstream.nextLive();
    upstream.always(UpstreamAnswer.json(200, REPLY));
    HttpClient client = client();
    CompletableFuture<HttpResponse<String>> first =
        client.sendAsync(question(), BodyHandlers.ofString());
    live.awaitRequest();
    CompletableFuture<HttpResponse<String>> second =
        client.sendAsync(question(), BodyHandlers.ofString());
    first.cancel(true);
    assertThat(Waiting.on(second).body()).isEqualTo(REPLY);
    assertThatThrownBy(first::join).isInstanceOf(CancellationException.class);
    assertThat(upstream.count()).isEqualTo(2);
    live.cut();
  }

  @Test
  void whoeverReadsAStreamLosesNothingIfItsFirstReaderCancels() throws Exception {
    LiveAnswer live = upstream.nextLive();
    HttpClient client = client();
    CompletableFuture<HttpResponse<String>> first =
        client.sendAsync(streamed(), BodyHandlers.ofString());
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    Waiting.until(
        () -> sent(client, withOnlyIfCached(), BodyHandlers.discarding()).statusCode() != 200,
        "the stream is stored before its end");
    HttpResponse<InputStream> second = sent(client, streamed(), BodyHandlers.ofInputStream());
    assertThat(second.headers().firstValue("Cache-Status").orElse("")).contains("collapsed");
    first.cancel(true);
    live.send(String.join("", EVENTS.subList(1, EVENTS.size()))).end();
    assertThat(text(Background.limited(() -> second.body().readAllBytes()))).isEqualTo(STREAM);
    assertThat(isHit(sent(client, streamed(), BodyHandlers.ofString()))).isTrue();
    assertThat(upstream.count()).isEqualTo(1);
  }

  private HttpRequest withOnlyIfCached() {
    return asking(BodyPublishers.ofString(STREAM_REQUEST))
        .header("Cache-Control", "only-if-cached")
        .build();
  }

  @Test
  void aFollowerThatCancelsDoesNotHarmTheCall() {
    LiveAnswer live = upstream.nextLive();
    HttpClient client = client();
    CompletableFuture<HttpResponse<String>> first =
        client.sendAsync(question(), BodyHandlers.ofString());
    live.awaitRequest();
    CompletableFuture<HttpResponse<String>> second =
        client.sendAsync(question(), BodyHandlers.ofString());
    second.cancel(true);
    live.whole(200, Headers.of("Content-Type", "application/json"), bytes(REPLY));
    assertThat(Waiting.on(first).body()).isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void anInterruptedCallerLeavesItsCall() {
    LiveAnswer live = upstream.nextLive();
    HttpClient client = client();
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    Future<Throwable> sent =
        Background.start(
            () -> {
              caller.complete(Thread.currentThread());
              try {
                client.send(question(), BodyHandlers.ofString());
                return new AssertionError("an answer came");
              } catch (InterruptedException e) {
                return e;
              }
            });
    live.awaitRequest();
    caller.join().interrupt();
    assertThat(Waiting.on(sent)).isInstanceOf(InterruptedException.class);
    untilGone(live.head(200, UpstreamAnswer.eventStream()));
  }

  @Test
  void aReaderThatLeavesEarlyEndsTheCall() throws Exception {
    LiveAnswer live = upstream.nextLive();
    HttpClient client = client(Map.of("llmcache.finish-abandoned", "0s"));
    CompletableFuture<HttpResponse<InputStream>> sent =
        client.sendAsync(streamed(), BodyHandlers.ofInputStream());
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    try (InputStream body = Waiting.on(sent).body()) {
      assertThat(body.readNBytes(10)).hasSize(10);
    }
    untilGone(live);
  }

  @Test
  void aSlowReaderSlowsItsProvider() throws Exception {
    long chunk = 64 << 10;
    AtomicLong written = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(1);
    byte[] piece = bytes(":" + "x".repeat((int) chunk - 3) + "\n\n");
    upstream.always(
        (request, wire) -> {
          wire.head(200, UpstreamAnswer.eventStream());
          for (int i = 0; i < 1_000; i++) {
            wire.chunk(piece);
            written.addAndGet(chunk);
          }
          wire.end();
          ended.countDown();
        });
    HttpClient client = client(Map.of("llmcache.max-entry-size", "1MB"));
    HttpResponse<InputStream> response = sent(client, streamed(), BodyHandlers.ofInputStream());
    AtomicLong before = new AtomicLong(-1);
    AtomicInteger still = new AtomicInteger();
    Waiting.until(
        () -> {
          boolean same = before.getAndSet(written.get()) == written.get();
          return (same ? still.incrementAndGet() : still.getAndSet(0)) > 100;
        },
        "the provider is never held up");
    assertThat(written.get()).isLessThan(1_000 * chunk / 2);
    byte[] all = Background.limited(() -> response.body().readAllBytes());
    assertThat(all.length).isEqualTo((int) (1_000 * chunk));
    Waiting.on(ended, "the provider did not end");
  }

  @Test
  void aFollowerWaitsNoLongerThanItsOwnTimeout() {
    LiveAnswer live = upstream.nextLive();
    HttpClient client = client();
    CompletableFuture<HttpResponse<String>> first =
        client.sendAsync(question(), BodyHandlers.ofString());
    live.awaitRequest();
    HttpRequest impatient =
        asking(BodyPublishers.ofString(REQUEST)).timeout(Duration.ofMillis(50)).build();
    assertThatThrownBy(() -> sent(client, impatient, BodyHandlers.ofString()))
        .hasCauseInstanceOf(HttpTimeoutException.class);
    live.whole(200, Headers.of("Content-Type", "application/json"), bytes(REPLY));
    assertThat(Waiting.on(first).body()).isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void theClientsOwnTimeoutIsTheUsualFailure() {
    LiveAnswer live = upstream.nextLive();
    HttpRequest impatient =
        asking(BodyPublishers.ofString(REQUEST)).timeout(Duration.ofMillis(50)).build();
    assertThatThrownBy(() -> sent(client(), impatient, BodyHandlers.ofString()))
        .hasCauseInstanceOf(HttpTimeoutException.class);
    live.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHandlerThatFailsFailsItsOwnCallOnly(boolean hit) throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    HttpClient client = client();
    if (hit) {
      client.send(question(), BodyHandlers.ofString());
    }
    BodyHandler<String> broken =
        head -> {
          throw new AssertionError("no such handler");
        };
    assertThatThrownBy(() -> client.sendAsync(question(), broken).get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> client.send(question(), broken)).isInstanceOf(IOException.class);
    assertThat(client.send(question(), BodyHandlers.ofString()).body()).isEqualTo(REPLY);
  }

  @Test
  void redirectsAreTheClientsAffair() throws Exception {
    String moved = upstream.uri() + "/moved" + PATH;
    upstream.next(UpstreamAnswer.whole(307, Headers.of("Location", moved), new byte[0]));
    upstream.always(UpstreamAnswer.json(200, REPLY));
    LlmCache cache = Caches.with(Map.of());
    caches.add(cache);
    HttpClient following =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    HttpClient client = LlmCacheHttpClient.wrap(following, cache);
    HttpResponse<String> missed = client.send(question(), BodyHandlers.ofString());
    assertThat(missed.uri()).hasToString(moved);
    assertThat(missed.previousResponse()).isPresent();
    assertThat(upstream.last().body()).isEqualTo(bytes(REQUEST));
    assertThat(isHit(client.send(question(), BodyHandlers.ofString()))).isTrue();
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void pushedResponsesPass() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    HttpClient client = client();
    HttpResponse.PushPromiseHandler<String> pushes = (initiating, pushed, acceptor) -> {};
    assertThat(
            client
                .sendAsync(question(), BodyHandlers.ofString(), pushes)
                .get(20, TimeUnit.SECONDS)
                .body())
        .isEqualTo(REPLY);
  }

  @Test
  void wrappedTwiceItIsWrappedOnce() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    LlmCache cache = Caches.with(Map.of());
    caches.add(cache);
    HttpClient client = LlmCacheHttpClient.wrap(client(), cache);
    assertThat(sent(client, question(), BodyHandlers.ofString()).body()).isEqualTo(REPLY);
    assertThat(isHit(client.send(question(), BodyHandlers.ofString()))).isTrue();
  }

  @Test
  void afterTheCachesEndCallsGoOn() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    HttpClient client = client();
    client.send(question(), BodyHandlers.ofString());
    caches.get(0).close();
    assertThat(client.send(question(), BodyHandlers.ofString()).body()).isEqualTo(REPLY);
    assertThat(Waiting.on(client.sendAsync(question(), BodyHandlers.ofString())).body())
        .isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(3);
  }

  @Test
  void aClientsSettingsAreTheWrappedOnes() {
    HttpClient plain =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .executor(Runnable::run)
            .build();
    HttpClient client = LlmCacheHttpClient.wrap(plain);
    assertThat(client.connectTimeout()).contains(Duration.ofSeconds(3));
    assertThat(client.followRedirects()).isEqualTo(HttpClient.Redirect.NORMAL);
    assertThat(client.executor()).isEqualTo(plain.executor());
    assertThat(client.sslContext()).isSameAs(plain.sslContext());
    assertThat(client.version()).isEqualTo(plain.version());
    assertThat(client.newWebSocketBuilder()).isNotNull();
  }

  @Test
  void anErrorReachesTheBodyHandler() throws Exception {
    upstream.always(UpstreamAnswer.json(429, ERROR_REPLY));
    HttpResponse<Stream<String>> response = client().send(question(), BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(String.join("\n", response.body().toList())).isEqualTo(ERROR_REPLY.stripTrailing());
  }

  @Test
  void aReaderOfTextReadsOn() throws Exception {
    upstream.always(UpstreamAnswer.events(EVENTS));
    HttpClient client = client();
    for (int call = 0; call < 2; call++) {
      HttpResponse<InputStream> response = client.send(streamed(), BodyHandlers.ofInputStream());
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      assertThat(String.join("\n", reader.lines().toList()) + "\n").isEqualTo(STREAM);
    }
    assertThat(upstream.count()).isEqualTo(1);
  }
}
