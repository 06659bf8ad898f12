package io.llmcache.interceptor.jaxrs;

import static io.llmcache.testing.OpenAiChatFixtures.JSON;
import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.LiveAnswer;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What applications see of the cache in a JAX-RS client, beyond what every way in does. */
abstract class JaxRsBehaviour {

  private static final GenericType<Map<String, Object>> OBJECT = new GenericType<>() {};
  private static final Map<String, Object> QUESTION =
      Map.of(
          "model",
          "gpt-4o-mini",
          "messages",
          List.of(Map.of("role", "user", "content", "Wie spät ist es?")));

  private final FakeUpstream upstream = FakeUpstream.start();
  // Threads of its own: a pool that is shared would bring those of another test's deployment.
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Client client = ClientBuilder.newBuilder().executorService(threads).build();
  private Deployment deployment = new Deployment(Map.of());

  /** Name of the package that the client's classes are in. */
  abstract String platform();

  @AfterEach
  void endAll() {
    upstream.close();
    client.close();
    threads.shutdownNow();
    deployment.close();
  }

  private void deployWith(Map<String, String> settings) {
    deployment.close();
    deployment = new Deployment(settings);
  }

  private Invocation.Builder call() {
    return client.target(upstream.uri()).path(PATH).request(JSON);
  }

  private Response post(Object entity) throws Exception {
    return deployment.run(() -> call().post(Entity.json(entity)));
  }

  private static String status(Response response) {
    return response.getHeaderString("Cache-Status");
  }

  @Test
  void thePlatformIsTheOneMeant() {
    assertThat(client.getClass().getName()).startsWith(platform());
  }

  @Test
  void objectsGoInAndOut() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (int call = 0; call < 2; call++) {
      Map<String, Object> reply = post(QUESTION).readEntity(OBJECT);
      assertThat(reply).containsEntry("object", "chat.completion");
    }
    assertThat(upstream.count()).isEqualTo(1);
    assertThat(deployment.cache().statistics().count(Kind.HIT)).isEqualTo(1);
  }

  @Test
  void typedCallsAreAnswered() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (int call = 0; call < 2; call++) {
      String text = deployment.run(() -> call().post(Entity.json(QUESTION), String.class));
      assertThat(text).isEqualTo(REPLY);
    }
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void asynchronousCallsAreAnswered() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (int call = 0; call < 2; call++) {
      Future<String> text =
          deployment.run(() -> call().async().post(Entity.json(QUESTION), String.class));
      assertThat(Waiting.on(text)).isEqualTo(REPLY);
      CompletableFuture<String> called = new CompletableFuture<>();
      deployment.run(() -> call().async().post(Entity.json(QUESTION), into(called)));
      assertThat(Waiting.on(called)).isEqualTo(REPLY);
    }
    assertThat(upstream.count()).isEqualTo(1);
  }

  private static InvocationCallback<String> into(CompletableFuture<String> called) {
    return new InvocationCallback<>() {
      @Override
      public void completed(String response) {
        called.complete(response);
      }

      @Override
      public void failed(Throwable cause) {
        called.completeExceptionally(cause);
      }
    };
  }

  @Test
  void reactiveCallsAreAnswered() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (int call = 0; call < 2; call++) {
      CompletableFuture<String> text =
          deployment.run(
              () -> call().rx().post(Entity.json(QUESTION), String.class).toCompletableFuture());
      assertThat(Waiting.on(text)).isEqualTo(REPLY);
    }
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aFailedAsynchronousCallHoldsNobody() throws Exception {
    upstream.close();
    for (int call = 0; call < 2; call++) {
      Future<String> text =
          deployment.run(() -> call().async().post(Entity.json(QUESTION), String.class));
      assertThat(catchThrowable(() -> Waiting.on(text)))
          .hasRootCauseInstanceOf(java.net.ConnectException.class);
    }
  }

  @Test
  void theApplicationsFiltersRunOnceEach() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    List<String> seen = new CopyOnWriteArrayList<>();
    client.register((ClientRequestFilter) request -> seen.add("request"));
    client.register(
        (ClientResponseFilter)
            (request, response) -> seen.add(response.getHeaderString("Cache-Status")));
    post(QUESTION).close();
    post(QUESTION).readEntity(String.class);
    post(QUESTION).readEntity(String.class);
    assertThat(seen).hasSize(6);
    assertThat(seen.get(1)).startsWith("llmcache; fwd=miss");
    assertThat(seen.get(5)).startsWith("llmcache; hit");
  }

  @Test
  void theApplicationsOwnFilterDecidesTheTenant() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    List<String> keys = new CopyOnWriteArrayList<>(List.of("one", "two", "one"));
    client.register(
        (ClientRequestFilter)
            request -> request.getHeaders().add("Authorization", "Bearer " + keys.remove(0)));
    for (int call = 0; call < 3; call++) {
      post(QUESTION).readEntity(String.class);
    }
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void registeringTwiceChangesNothing() throws Exception {
    client.register(LlmCacheFeature.class);
    client.register(new LlmCacheFeature());
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Response missed = post(QUESTION);
    assertThat(missed.getStringHeaders().get("Cache-Status")).hasSize(1);
    missed.readEntity(String.class);
    Response hit = post(QUESTION);
    assertThat(hit.getStringHeaders().get("Cache-Status")).hasSize(1);
    assertThat(status(hit)).contains("hit");
    assertThat(deployment.cache().statistics().count(Kind.STORED)).isEqualTo(1);
  }

  @Test
  void aCallCanBypass() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    post(QUESTION).readEntity(String.class);
    upstream.always(UpstreamAnswer.json(200, REPLY.replace("18:40", "19:00")));
    deployment.run(
        () ->
            call()
                .property(LlmCacheFeature.BYPASS, true)
                .post(Entity.json(QUESTION), String.class));
    assertThat(upstream.count()).isEqualTo(2);
    assertThat(post(QUESTION).readEntity(String.class)).contains("19:00");
    client.property(LlmCacheFeature.BYPASS, "true");
    post(QUESTION).readEntity(String.class);
    assertThat(upstream.count()).isEqualTo(3);
  }

  @Test
  void errorsAreTheApplicationsUsualExceptions() throws Exception {
    upstream.always(UpstreamAnswer.json(401, "{\"error\":\"no\"}"));
    for (int call = 0; call < 2; call++) {
      assertThatThrownBy(
              () -> deployment.run(() -> call().post(Entity.json(QUESTION), String.class)))
          .isInstanceOfSatisfying(
              NotAuthorizedException.class,
              e ->
                  assertThat(e.getResponse().readEntity(String.class))
                      .isEqualTo("{\"error\":\"no\"}"));
    }
  }

  @Test
  void whatThePlatformCannotWriteIsItsOwnException() throws Exception {
    Throwable cached = catchThrowable(() -> post(new StringBuilder("x")));
    deployWith(Map.of("llmcache.mode", "off"));
    Throwable plain = catchThrowable(() -> post(new StringBuilder("x")));
    if (plain == null) {
      assertThat(cached).isNull();
    } else {
      assertThat(cached).hasSameClassAs(plain);
    }
  }

  @Test
  void oddRepliesAreAsWithoutTheCache() throws Exception {
    upstream.always(UpstreamAnswer.whole(529, Headers.EMPTY, bytes("overloaded")));
    String cached = described(post(QUESTION));
    upstream.always(UpstreamAnswer.whole(204, Headers.EMPTY, new byte[0]));
    String cachedEmpty = described(post(QUESTION));
    upstream.always(UpstreamAnswer.whole(200, Headers.EMPTY, bytes(REPLY)));
    String cachedUntyped = described(post(QUESTION));
    deployWith(Map.of("llmcache.mode", "off"));
    assertThat(cachedUntyped).isEqualTo(described(post(QUESTION)));
    upstream.always(UpstreamAnswer.whole(204, Headers.EMPTY, new byte[0]));
    assertThat(cachedEmpty).isEqualTo(described(post(QUESTION)));
    upstream.always(UpstreamAnswer.whole(529, Headers.EMPTY, bytes("overloaded")));
    assertThat(cached).isEqualTo(described(post(QUESTION)));
  }

  private static String described(Response response) {
    response.getHeaders().remove("Cache-Status");
    return "%d %s, %s, %s, %s, %s"
        .formatted(
            response.getStatus(),
            response.getStatusInfo().getReasonPhrase(),
            response.getMediaType(),
            response.hasEntity(),
            response.getStringHeaders().keySet(),
            response.getStatus() == 204 ? "" : response.readEntity(String.class));
  }

  @Test
  void aStreamedEntityIsSentWhole() throws Exception {
    deployWith(Map.of("llmcache.max-request-size", "10KB"));
    upstream.always(UpstreamAnswer.json(200, REPLY));
    String large = requestAsking("ö".repeat(9_000), false);
    for (String body : List.of(REQUEST, REQUEST, large, large)) {
      InputStream entity = new ByteArrayInputStream(bytes(body));
      assertThat(post(entity).readEntity(String.class)).isEqualTo(REPLY);
      assertThat(upstream.last().text()).isEqualTo(body);
    }
    assertThat(upstream.count()).isEqualTo(3);
  }

  @Test
  void aStreamThatItsCallerLeftIsReadOnAndStored() throws Exception {
    LiveAnswer live = upstream.nextLive();
    Future<Response> sent = Background.start(() -> post(STREAM_REQUEST));
    live.awaitRequest().eventStream().send(STREAM.substring(0, 400));
    Response left = Waiting.on(sent);
    left.readEntity(InputStream.class).read();
    Background.limited(
        () -> {
          left.close();
          return true;
        });
    live.send(STREAM.substring(400)).end();
    Waiting.until(
        () -> deployment.cache().statistics().count(Kind.STORED) == 1, "it was not stored");
    assertThat(post(STREAM_REQUEST).readEntity(String.class)).isEqualTo(STREAM);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aStreamThatItsCallerLeftIsGivenUpInTime() throws Exception {
    deployWith(Map.of("llmcache.finish-abandoned", "0"));
    LiveAnswer live = upstream.nextLive();
    Future<Response> sent = Background.start(() -> post(STREAM_REQUEST));
    live.awaitRequest().eventStream().send(STREAM.substring(0, 400));
    Response left = Waiting.on(sent);
    left.readEntity(InputStream.class).read();
    left.close();
    Waiting.until(
        () -> deployment.cache().statistics().count(Kind.NOT_STORED) == 1, "it was not given up");
    for (int more = 0; more < 1000 && !live.clientGone(); more++) {
      live.send(": keep-alive\n\n");
    }
    assertThat(live.clientGone()).isTrue();
    live.cut();
  }

  @Test
  void anInterruptedFollowerGoesOnByItself() throws Exception {
    LiveAnswer live = upstream.nextLive();
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Future<Response> leader = Background.start(() -> post(QUESTION));
    live.awaitRequest();
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Future<String> follower =
        Background.start(
            () -> {
              thread.complete(Thread.currentThread());
              return post(QUESTION).readEntity(String.class) + Thread.interrupted();
            });
    JaxRsContract.awaitWaitingCallers(1);
    Waiting.on(thread).interrupt();
    assertThat(Waiting.on(follower)).isEqualTo(REPLY + true);
    live.whole(200, Headers.of("Content-Type", JSON), bytes(REPLY));
    assertThat(Waiting.on(leader).readEntity(String.class)).isEqualTo(REPLY);
  }

  /** Though filters add something each time that they run. */
  @Test
  void aCallInTheBackgroundIsTheOneThatItsCallerWouldHaveMade() throws Exception {
    deployWith(Map.of("llmcache.cache-ttl", "300ms", "llmcache.stale-while-revalidate", "1h"));
    client.register(
        (ClientRequestFilter) request -> request.getHeaders().add("Authorization", "Bearer one"));
    upstream.next(UpstreamAnswer.json(200, REPLY));
    upstream.always(UpstreamAnswer.json(200, REPLY.replace("18:40", "19:00")));
    post(QUESTION).readEntity(String.class);
    Waiting.until(
        () -> text("only-if-cached, stale-if-error=0").contains("only_if_cached"), "still fresh");
    Waiting.until(() -> text("max-age=3600").contains("19:00"), "nothing fresh was fetched");
    assertThat(upstream.count()).isEqualTo(2);
    for (SeenRequest seen : upstream.requests()) {
      assertThat(seen.headers().all("Authorization")).containsExactly("Bearer one");
      assertThat(seen.headers().first("Cache-Control")).isNull();
      assertThat(seen.text()).isEqualTo(upstream.last().text());
    }
  }

  private String text(String cacheControl) {
    try (Response response =
        deployment.run(
            () -> call().header("Cache-Control", cacheControl).post(Entity.json(QUESTION)))) {
      return response.readEntity(String.class);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void wrongSettingsDoNotStopTheCall() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    deployment.close();
    System.setProperty("llmcache.mode", "nonsense");
    try {
      assertThat(post(QUESTION).readEntity(String.class)).isEqualTo(REPLY);
    } finally {
      System.clearProperty("llmcache.mode");
    }
  }

  @Test
  void aResponseFilterThatFailsHoldsNobody() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    client.register((ClientResponseFilter) JaxRsBehaviour::fail);
    for (int call = 0; call < 2; call++) {
      Future<Response> sent = Background.start(() -> post(QUESTION));
      assertThat(catchThrowable(() -> Waiting.on(sent))).hasRootCauseMessage("own failure");
    }
  }

  private static void fail(ClientRequestContext request, ClientResponseContext response) {
    throw new IllegalStateException("own failure");
  }
}
