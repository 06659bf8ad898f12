package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.itests.observed.FiguresServlet;
import io.llmcache.itests.observed.RegistryBeans;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Beans of an application that are registries are told the cache's figures. */
@ArquillianTest
class RegistriesIT {

  @Test
  void bothAreTold() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.start();
        Server.Deployed deployed = Server.deploy(war(upstream.uri()))) {
      upstream.always(UpstreamAnswer.json(200, REPLY));
      assertThat(send(deployed)).contains("fwd=miss");
      assertThat(send(deployed)).contains("hit");

      HttpRequest request = HttpRequest.newBuilder(deployed.uri("/figures")).build();
      String figures =
          Waiting.on(HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString())).body();

      assertThat(figures.lines())
          .contains(
              "llmcache_requests_total{deployment=\"registries.war\",kind=\"exact\",outcome=\"hit\",tier=\"l1\"} 1.0")
          .anyMatch(
              line ->
                  line.startsWith("otel llmcache.requests ")
                      && line.contains("outcome=\"hit\"")
                      && line.contains("deployment=\"registries.war\""));
    }
  }

  private static WebArchive war(URI provider) {
    return Deployments.cached("registries", Map.of("llmcache.gateway.routes", "up=" + provider))
        .addClasses(RegistryBeans.class, FiguresServlet.class)
        .addAsLibraries(Deployments.micrometer())
        .addAsLibraries(Deployments.openTelemetry());
  }

  /** Its Cache-Status, once all of it has come. */
  private static String send(Server.Deployed deployed) throws Exception {
    HttpSender sender = new HttpSender(deployed.uri("/gateway/up"));
    try (Answer answer =
        Waiting.on(sender.sendLater(Ask.chat(requestAsking("How do I store basil?", false))))) {
      assertThat(answer.text()).isEqualTo(REPLY);
      return answer.cacheStatus();
    }
  }
}
