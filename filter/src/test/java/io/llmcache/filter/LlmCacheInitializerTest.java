package io.llmcache.filter;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.exchange.Headers;
import io.llmcache.filter.support.ForwardingServlet;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.filter.support.TestServer;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.UpstreamAnswer;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestServer.Kind.class)
class LlmCacheInitializerTest {

  @Parameter TestServer.Kind kind;
  private final FakeUpstream upstream = FakeUpstream.start();
  private String refusal = "";

  @AfterEach
  void stop() {
    upstream.close();
  }

  /** What a server does with the jar, and an application with a servlet of its own. */
  private TestServer start(Map<String, String> parameters) {
    return TestServer.start(
        kind,
        parameters,
        (classes, context) -> {
          var application = context.addServlet("app", new ForwardingServlet(upstream.uri()));
          application.setAsyncSupported(true);
          application.addMapping("/*");
          try {
            new LlmCacheInitializer().onStartup(null, context);
          } catch (ServletException e) {
            // Tomcat logs it, and only says that the application did not start
            refusal = e.getMessage();
            throw e;
          }
        });
  }

  @Test
  void theServerFindsIt() {
    assertThat(ServiceLoader.load(ServletContainerInitializer.class))
        .hasAtLeastOneElementOfType(LlmCacheInitializer.class);
  }

  @Test
  void theApplicationIsCached() throws IOException {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    try (TestServer server = start(Map.of("other", "x"));
        RawClient client = new RawClient(server.port())) {
      for (String expected : List.of("fwd=miss", "hit")) {
        client.post("/app" + PATH, "Authorization: Bearer k\n", bytes(REQUEST));
        Answer answer = client.answer();
        assertThat(answer.headers().first("Cache-Status")).contains(expected);
        assertThat(answer.text()).isEqualTo(REPLY);
      }
      client.send("GET /app/gateway/up/x HTTP/1.1\nHost: me\n\n");
      client.answer();
      assertThat(upstream.last().target()).as("no routes, no gateway").isEqualTo("/gateway/up/x");
    }
  }

  @Test
  void theGatewayIsCachedOnce() throws IOException {
    upstream.always(
        UpstreamAnswer.whole(200, Headers.of("Content-Type", "application/json"), bytes(REPLY)));
    Map<String, String> parameters =
        Map.of(
            "llmcache.gateway.routes", "up=" + upstream.uri(), "llmcache.gateway.path", "/llm/gw");
    try (TestServer server = start(parameters);
        RawClient client = new RawClient(server.port())) {
      for (String expected : List.of("fwd=miss", "hit")) {
        client.post("/app/llm/gw/up" + PATH, "", bytes(REQUEST));
        Answer answer = client.answer();
        assertThat(answer.headers().all("Cache-Status")).hasSize(1);
        assertThat(answer.headers().first("Cache-Status")).contains(expected);
        assertThat(answer.text()).isEqualTo(REPLY);
      }
      assertThat(upstream.last().target()).isEqualTo(PATH);
    }
  }

  @Test
  void wrongSettingsStopTheDeployment() {
    checkRefused(Map.of("llmcache.cache-tll", "5"), "Did you mean");
    checkRefused(Map.of("llmcache.mode", "perhaps"), "perhaps");
  }

  @Test
  void aRouteToAMetadataServiceStopsTheDeployment() {
    for (String host : List.of("169.254.169.254", "[fe80::1]", "100.100.100.200")) {
      checkRefused(Map.of("llmcache.gateway.routes", "up=http://" + host), "allow-link-local");
    }
    start(
            Map.of(
                "llmcache.gateway.routes",
                "up=http://169.254.169.254",
                "llmcache.gateway.allow-link-local",
                "true"))
        .close();
  }

  private void checkRefused(Map<String, String> parameters, String why) {
    assertThatThrownBy(() -> start(parameters)).isNotNull();
    assertThat(refusal).containsIgnoringCase(why);
  }
}
