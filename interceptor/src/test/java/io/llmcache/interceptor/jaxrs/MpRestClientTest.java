package io.llmcache.interceptor.jaxrs;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kinds of methods that a MicroProfile Rest Client can have. */
class MpRestClientTest {

  private final FakeUpstream upstream = FakeUpstream.start();
  private final Deployment deployment = new Deployment(Map.of());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Provider provider =
      RestClientBuilder.newBuilder()
          .baseUri(upstream.uri())
          .executorService(threads)
          .build(Provider.class);

  /** A provider as an application declares it. */
  @Path("/v1/chat/completions")
  @Consumes(MediaType.APPLICATION_JSON)
  public interface Provider {

    @POST
    String text(String request);

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    Map<String, Object> object(Map<String, Object> request);

    @POST
    InputStream stream(String request);

    @POST
    Response response(String request);

    @POST
    CompletionStage<String> later(String request);
  }

  @AfterEach
  void endAll() {
    upstream.close();
    threads.shutdownNow();
    deployment.close();
  }

  @Test
  void everyKindOfMethodIsAnsweredFromTheCache() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (int call = 0; call < 2; call++) {
      assertThat(deployment.run(() -> provider.text(REQUEST))).isEqualTo(REPLY);
      assertThat(Waiting.on(deployment.run(() -> provider.later(REQUEST).toCompletableFuture())))
          .isEqualTo(REPLY);
      assertThat(deployment.run(() -> provider.response(REQUEST)).readEntity(String.class))
          .isEqualTo(REPLY);
      try (InputStream in = deployment.run(() -> provider.stream(REQUEST))) {
        assertThat(in).hasContent(REPLY);
      }
    }
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void objectsGoInAndOut() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Map<String, Object> question =
        Map.of(
            "model",
            "gpt-4o-mini",
            "messages",
            List.of(Map.of("role", "user", "content", "Wo bist du?")));
    for (int call = 0; call < 2; call++) {
      assertThat(deployment.run(() -> provider.object(question)))
          .containsEntry("object", "chat.completion");
    }
    assertThat(upstream.count()).isEqualTo(1);
    assertThat(deployment.cache().statistics().count(Kind.HIT)).isEqualTo(1);
  }

  @Test
  void aStreamIsAnsweredFromTheCache() throws Exception {
    upstream.always(UpstreamAnswer.events(List.of(STREAM)));
    for (int call = 0; call < 2; call++) {
      try (InputStream in = deployment.run(() -> provider.stream(STREAM_REQUEST))) {
        assertThat(in).hasContent(STREAM);
      }
    }
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void errorsAreMappedAsAlways() {
    upstream.always(UpstreamAnswer.json(429, "{\"error\":\"slow\"}"));
    for (int call = 1; call <= 2; call++) {
      assertThatThrownBy(() -> deployment.run(() -> provider.text(REQUEST)))
          .isInstanceOfSatisfying(
              WebApplicationException.class,
              e -> {
                assertThat(e.getResponse().getStatus()).isEqualTo(429);
                assertThat(e.getResponse().readEntity(String.class))
                    .isEqualTo("{\"error\":\"slow\"}");
              });
      assertThat(upstream.count()).isEqualTo(call);
    }
  }
}
