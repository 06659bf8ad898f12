package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.itests.app.CompletionServlet;
import io.llmcache.itests.app.JaxRsClientServlet;
import io.llmcache.itests.decorated.JdkClientServlet;
import io.llmcache.itests.models.ModelServlet;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.SeenRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one way out, or the gateway, got from a provider, is a hit for all others of the WAR. */
@ArquillianTest
class WaysOutIT {

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static final String[] OTHERS = {"/jax-rs", "/jdk", "/gateway"};

  private static Server.Deployed application;

  @BeforeAll
  static void deploy() {
    UPSTREAM.always(new ClientsProvider());
    application =
        Server.deploy(
            Deployments.gateway(
                    "ways-out", UPSTREAM.uri(), Map.of("llmcache.upstream-hosts", "127.0.0.1"))
                .addPackage(JaxRsClientServlet.class.getPackage())
                .deleteClass(CompletionServlet.class)
                .addPackage(JdkClientServlet.class.getPackage())
                .addPackage(ModelServlet.class.getPackage())
                .addAsLibraries(Deployments.langChain4j()));
  }

  @AfterAll
  static void undeploy() {
    UPSTREAM.close();
    if (application != null) {
      application.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/whole", "/streamed"})
  void whatAModelOfLangChain4jGotIsAHitForAll(String form) {
    int before = UPSTREAM.count();
    assertThat(answered(form, "Asked by a model: " + form)).isEqualTo(TEXT);
    assertThat(UPSTREAM.count()).isEqualTo(before + 1);
    Ask same = same(UPSTREAM.last());
    for (String other : OTHERS) {
      Answer hit = sent(other, same);
      assertThat(hit.cacheStatus()).as(other).contains("llmcache; hit");
      assertThat(text(hit)).contains(form.equals("/whole") ? TEXT : "data: [DONE]");
    }
    assertThat(answered(form, "Asked by a model: " + form)).isEqualTo(TEXT);
    assertThat(UPSTREAM.count()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "/jax-rs,/whole", "/jdk,/whole", "/gateway,/whole",
    "/jax-rs,/streamed", "/jdk,/streamed", "/gateway,/streamed"
  })
  void whatAnotherGotIsAHitForAModelOfLangChain4j(String way, String form) {
    String template = "A template for " + way + " and " + form;
    String question = "Asked by " + way + " for " + form;
    answered(form, template);
    Ask ask = same(UPSTREAM.last());
    int before = UPSTREAM.count();
    String json = new String(ask.body(), StandardCharsets.UTF_8);
    assertThat(json).contains(template);
    Ask other =
        new Ask(
            ask.method(),
            ask.path(),
            ask.headers(),
            OpenAiChatFixtures.bytes(json.replace(template, question)));
    Answer missed = sent(way, other);
    assertThat(missed.isHit()).isFalse();
    text(missed);
    assertThat(UPSTREAM.count()).isEqualTo(before + 1);
    assertThat(answered(form, question)).isEqualTo(TEXT);
    assertThat(UPSTREAM.count()).isEqualTo(before + 1);
  }

  /** The model's answer, by LangChain4j in the application. */
  private static String answered(String form, String question) {
    Headers headers =
        Headers.of("X-Provider", UPSTREAM.uri().toString()).plus("Content-Type", "text/plain");
    Ask ask = new Ask("POST", form, headers, OpenAiChatFixtures.bytes(question));
    return text(Background.limited(() -> new HttpSender(application.uri("")).send(ask)));
  }

  private static Ask same(SeenRequest seen) {
    Headers headers =
        seen.headers()
            .keeping(
                name ->
                    name.equalsIgnoreCase("Content-Type")
                        || name.equalsIgnoreCase("Authorization"));
    return new Ask(seen.method(), seen.target(), headers, seen.body());
  }

  private static Answer sent(String way, Ask ask) {
    return Background.limited(
        () ->
            way.equals("/gateway")
                ? new HttpSender(Deployments.route(application)).send(ask)
                : new HttpSender(application.uri(""))
                    .send(
                        new Ask("POST", way, ask.headers(), ask.body())
                            .with("X-Relay-Method", ask.method())
                            .with("X-Relay-Target", UPSTREAM.uri() + ask.path())));
  }

  private static String text(Answer answer) {
    return Background.limited(answer::text);
  }
}
