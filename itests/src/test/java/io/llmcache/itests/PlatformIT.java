package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmcache.itests.observed.ObservingBean;
import io.llmcache.itests.observed.ScrapeServlet;
import io.llmcache.itests.observed.SeenServlet;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Configuration, health, metrics and events in the ways of a WildFly with MicroProfile. */
class PlatformIT {

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static MicroProfileServer server;

  @BeforeAll
  static void start() {
    server = MicroProfileServer.start();
    UPSTREAM.always(UpstreamAnswer.json(200, REPLY));
  }

  @AfterAll
  static void stop() {
    server.close();
    UPSTREAM.close();
  }

  @Test
  void theArchivesPropertiesTheEventsAndTheScrape() throws Exception {
    WebArchive war =
        war("platform", "llmcache.namespace=${shop.name}-1", "shop.name=fish")
            .addClasses(ObservingBean.class, SeenServlet.class, ScrapeServlet.class)
            .addAsLibraries(Deployments.micrometer());
    try (MicroProfileServer.Deployed deployed = server.deploy(war)) {
      assertThat(deployed).isNotNull();
      assertThat(send("platform")).contains("fwd=miss");
      assertThat(send("platform")).contains("hit").contains("detail=l1");

      assertThat(server.log())
          .anyMatch(line -> line.contains("llmcache is ready") && line.contains("=fish-1"));
      assertThat(text(server.uri("/platform/seen")).lines()).contains("MISS ", "HIT l1", "STORED ");
      Waiting.until(
          () -> text(server.uri("/platform/seen")).contains("later HIT l1"),
          "no asynchronous event");
      String scrape = text(server.uri("/platform/metrics"));
      shown(
          "A scrape",
          scrape
              .lines()
              .filter(line -> line.contains("llmcache"))
              .collect(Collectors.joining("\n")));
      assertThat(scrape.lines())
          .contains(
              "llmcache_requests_total{deployment=\"platform.war\",kind=\"exact\",outcome=\"hit\",tier=\"l1\"} 1.0")
          .contains("llmcache_tokens_saved_total{deployment=\"platform.war\"} 50.0");
    }
    assertThat(server.log())
        .noneMatch(line -> line.contains("An extension of llmcache"))
        .noneMatch(line -> line.contains("platform.war") && line.contains("WFLYWELD0013"));
  }

  @Test
  void theServersConfigSourceGoesBeforeTheArchive() throws Exception {
    ModelNode address =
        Operations.createAddress(
            "subsystem", "microprofile-config-smallrye", "config-source", "llmcache");
    ModelNode add = Operations.createAddOperation(address);
    add.get("ordinal").set(200);
    add.get("properties", "llmcache.cache-ttl").set("77");
    add.get("properties", "llmcache.key-of-tomorrow").set("1");
    server.run(add);
    try (MicroProfileServer.Deployed deployed =
        server.deploy(war("configured", "llmcache.cache-ttl=5", "llmcache.namespace=configured"))) {
      assertThat(deployed).isNotNull();
      send("configured");
      assertThat(send("configured")).containsPattern("ttl=7[0-9]");
      assertThat(server.log())
          .anyMatch(
              line ->
                  line.contains("WARN")
                      && line.contains("Unknown key llmcache.key-of-tomorrow")
                      && line.contains("It is ignored."));
    } finally {
      server.run(Operations.createRemoveOperation(address));
    }
  }

  @Test
  void anUnknownKeyInTheArchiveStopsTheDeployment() {
    assertThatThrownBy(() -> server.deploy(war("mistyped", "llmcache.cache-tll=5")))
        .hasStackTraceContaining("Did you mean llmcache.cache-ttl?");
  }

  @Test
  @EnabledIf(
      value = "io.llmcache.testing.RedisStack#available",
      disabledReason = "a Redis Stack cannot be had here")
  void theHealthPageSaysThatTheSharedTierIsDownAndStaysUp() throws Exception {
    try (RedisStack redis = RedisStack.startOwn();
        MicroProfileServer.Deployed deployed =
            server.deploy(
                war(
                    "healthy",
                    "llmcache.redis-url=" + redis.url(),
                    "llmcache.namespace=healthy"))) {
      assertThat(deployed).isNotNull();
      send("healthy");
      send("healthy");
      JsonNode check = check();
      shown("The health page", check.toPrettyString());
      assertThat(check.path("status").asText()).isEqualTo("UP");
      assertThat(check.path("data").path("deployment").asText()).isEqualTo("healthy.war");
      assertThat(check.path("data").path("mode").asText()).isEqualTo("serve");
      assertThat(check.path("data").path("shared-tier").asText()).startsWith("up: redis");
      assertThat(check.path("data").path("hit-ratio").asText()).isEqualTo("0.50 of 2 requests");

      redis.kill();
      Waiting.until(
          () -> {
            send("healthy", "is anybody there?");
            return sharedTier().startsWith("down since ");
          },
          "the health page does not say it");
      shown("The health page without Redis", check().toPrettyString());
      assertThat(page().statusCode()).isEqualTo(200);
      assertThat(check().path("status").asText()).isEqualTo("UP");

      redis.startAgain();
      Waiting.until(() -> sharedTier().startsWith("up: "), "the tier is not up again");
    }
  }

  private static String sharedTier() {
    return check().path("data").path("shared-tier").asText();
  }

  private static JsonNode check() {
    try {
      for (JsonNode check : new ObjectMapper().readTree(page().body()).path("checks")) {
        if (check.path("name").asText().equals("llmcache")) {
          return check;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no check llmcache: " + page().body());
  }

  private static HttpResponse<String> page() {
    return get(server.management("/health/ready"));
  }

  private static String text(URI uri) {
    return get(uri).body();
  }

  private static HttpResponse<String> get(URI uri) {
    return Waiting.on(
        CLIENT.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
  }

  private static String send(String application) {
    return send(application, "How do I store basil?");
  }

  /** Its Cache-Status, once all of it has come. */
  private static String send(String application, String question) {
    URI route = server.uri("/" + application + "/gateway/up");
    try (Answer answer =
        Waiting.on(new HttpSender(route).sendLater(Ask.chat(requestAsking(question, false))))) {
      assertThat(answer.text()).isEqualTo(REPLY);
      return answer.cacheStatus();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WebArchive war(String name, String... properties) {
    String all = String.join("\n", properties) + "\nllmcache.gateway.routes=up=" + UPSTREAM.uri();
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsLibraries(Deployments.libraries())
        .addAsResource(new StringAsset(all), "META-INF/microprofile-config.properties");
  }

  private static void shown(String what, Object said) {
    System.out.println(what + ":\n" + said);
  }
}
