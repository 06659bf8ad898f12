package io.llmcache.interceptor.jaxrs;

import static io.llmcache.testing.OpenAiChatFixtures.JSON;
import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that has one connection shows whether the cache gives each one back. */
class ResteasyConnectionsTest {

  private static final int ROUNDS = 5;

  private final FakeUpstream upstream = FakeUpstream.start();
  private final Deployment deployment = new Deployment(Map.of());
  private final Client client =
      ((ResteasyClientBuilder) ResteasyClientBuilder.newBuilder())
          .connectionPoolSize(1)
          .maxPooledPerRoute(1)
          .connectionCheckoutTimeout(10, TimeUnit.SECONDS)
          .build();
  private int question;

  @AfterEach
  void endAll() {
    upstream.close();
    client.close();
    deployment.close();
  }

  /** A question that was not asked before. */
  private Invocation ask(boolean stream) {
    String body = requestAsking("question " + question++, stream);
    return client.target(upstream.uri()).path(PATH).request().buildPost(Entity.json(body));
  }

  private Response post(boolean stream) throws Exception {
    return deployment.run(() -> ask(stream).invoke());
  }

  @Test
  void aReplyReadToItsEndGivesTheConnectionBack() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(post(false).readEntity(String.class)).isEqualTo(REPLY);
      assertThat(post(false).readEntity(Map.class)).containsKey("choices");
      assertThat(post(false).readEntity(InputStream.class).readAllBytes()).isNotEmpty();
    }
    assertThat(upstream.requests())
        .extracting(SeenRequest::connection)
        .as("kept alive")
        .containsOnly(1);
  }

  @Test
  void aTypedReplyGivesTheConnectionBack() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(deployment.run(() -> ask(false).invoke(String.class))).isEqualTo(REPLY);
      try (InputStream in = deployment.run(() -> ask(false).invoke(InputStream.class))) {
        assertThat(in.read()).isEqualTo('{');
      }
    }
  }

  @Test
  void aReplyThatIsClosedUnreadGivesTheConnectionBack() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (int round = 0; round < ROUNDS; round++) {
      post(false).close();
    }
    upstream.always(UpstreamAnswer.json(429, "{}"));
    for (int round = 0; round < ROUNDS; round++) {
      post(false).close();
    }
    assertThat(upstream.count()).isEqualTo(2 * ROUNDS);
  }

  @Test
  void aStreamThatIsLeftGivesTheConnectionBack() throws Exception {
    upstream.always(UpstreamAnswer.events(List.of(STREAM)));
    for (int round = 0; round < ROUNDS; round++) {
      Response response = post(true);
      assertThat(response.readEntity(InputStream.class).read()).isEqualTo('d');
      response.close();
    }
    assertThat(upstream.count()).isEqualTo(ROUNDS);
  }

  @Test
  void aFailureGivesTheConnectionBack() throws Exception {
    upstream.always(UpstreamAnswer.json(500, "{}"));
    for (int round = 0; round < ROUNDS; round++) {
      assertThatThrownBy(() -> deployment.run(() -> ask(false).invoke(String.class)))
          .isInstanceOf(InternalServerErrorException.class);
    }
    upstream.always(UpstreamAnswer.eventsCutAfter(List.of(STREAM.substring(0, 50))));
    for (int round = 0; round < ROUNDS; round++) {
      Response response = post(true);
      assertThatThrownBy(() -> response.readEntity(String.class)).isNotNull();
    }
    assertThat(upstream.count()).isEqualTo(2 * ROUNDS);
  }

  @Test
  void anInvocationCanBeUsedAgain() throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    String body = requestAsking("again", false);
    Invocation invocation =
        client
            .target(upstream.uri())
            .path(PATH)
            .request(JSON)
            .header("Cache-Control", "no-cache")
            .buildPost(Entity.json(body));
    for (int round = 1; round <= ROUNDS; round++) {
      assertThat(deployment.run(() -> invocation.invoke(String.class))).isEqualTo(REPLY);
      assertThat(upstream.count()).isEqualTo(round);
      assertThat(upstream.last().text()).isEqualTo(body);
      assertThat(upstream.last().headers().first("Cache-Control")).isNull();
    }
  }
}
