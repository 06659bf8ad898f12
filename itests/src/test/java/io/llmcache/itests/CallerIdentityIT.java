package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.itests.identity.IdentityServlet;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.UpstreamAnswer;
import java.util.Base64;
import java.util.Map;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where answers are shared by caller, the clients of an application know for whom they call: with
 * CDI and without, in the request's thread and in one of the server's executor.
 */
@ArquillianTest
class CallerIdentityIT {

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static final String PASSWORD = "ett-två-tre";

  private static SecurityDomain domain;
  private static Server.Deployed withCdi;
  private static Server.Deployed withoutCdi;

  @BeforeAll
  static void deploy() {
    UPSTREAM.always(UpstreamAnswer.json(200, REPLY));
    domain = SecurityDomain.add("llmcache-callers", PASSWORD, "anna", "bo");
    withCdi =
        Server.deploy(war("callers-cdi").addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"));
    withoutCdi = Server.deploy(war("callers-plain"));
  }

  @AfterAll
  static void undeploy() {
    UPSTREAM.close();
    if (withCdi != null) {
      withCdi.close();
    }
    if (withoutCdi != null) {
      withoutCdi.close();
    }
    if (domain != null) {
      domain.close();
    }
  }

  private static WebArchive war(String name) {
    return Deployments.cached(name, Map.of())
        .addPackage(IdentityServlet.class.getPackage())
        .setWebXML(new StringAsset(WEB_XML))
        .addAsWebInfResource(
            new StringAsset(
                "<jboss-web><security-domain>llmcache-callers</security-domain></jboss-web>"),
            "jboss-web.xml");
  }

  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <context-param>
          <param-name>llmcache.upstream-hosts</param-name><param-value>127.0.0.1</param-value>
        </context-param>
        <context-param>
          <param-name>llmcache.tenant</param-name><param-value>principal</param-value>
        </context-param>
        <security-constraint>
          <web-resource-collection>
            <web-resource-name>secured</web-resource-name><url-pattern>/secured</url-pattern>
          </web-resource-collection>
          <auth-constraint><role-name>**</role-name></auth-constraint>
        </security-constraint>
        <login-config><auth-method>BASIC</auth-method></login-config>
      </web-app>
      """;

  @ParameterizedTest
  @CsvSource({
    "true,jax-rs,own",
    "true,jax-rs,managed",
    "true,jdk,own",
    "true,jdk,managed",
    "false,jax-rs,own",
    "false,jdk,own"
  })
  void twoCallersShareNothing(boolean cdi, String client, String thread) {
    Call call = new Call(cdi, client, thread, "two");
    assertThat(call.by("anna")).contains("fwd=miss");
    assertThat(call.by("anna")).contains("llmcache; hit");
    assertThat(call.by("bo")).contains("fwd=miss");
    assertThat(call.by("bo")).contains("llmcache; hit");
  }

  @ParameterizedTest
  @CsvSource({
    "true,jax-rs,own",
    "true,jax-rs,managed",
    "true,jdk,own",
    "true,jdk,managed",
    "false,jax-rs,own",
    "false,jdk,own"
  })
  void nobodyIsNotCached(boolean cdi, String client, String thread) {
    Call call = new Call(cdi, client, thread, "nobody");
    assertThat(call.by("anna")).contains("fwd=miss");
    for (int i = 0; i < 2; i++) {
      assertThat(call.byNobody()).contains("fwd=bypass").contains("no-principal");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "managed"})
  void aMethodHasAResultForEachCaller(String thread) {
    Call call = new Call(true, "method", thread, "two");
    String annas = call.by("anna");
    String bos = call.by("bo");
    assertThat(annas).startsWith("run ").isEqualTo(call.by("anna")).isNotEqualTo(bos);
    assertThat(call.by("bo")).isEqualTo(bos);
    assertThat(call.byNobody()).startsWith("run ").isNotEqualTo(call.byNobody());
  }

  /** One question of its own, asked in one way. */
  private record Call(boolean cdi, String client, String thread, String what) {

    String by(String user) {
      String credentials = user + ":" + PASSWORD;
      return sent(
          "/secured",
          Headers.of(
              "Authorization",
              "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8))));
    }

    String byNobody() {
      return sent("/open", Headers.EMPTY);
    }

    private String sent(String path, Headers identity) {
      Headers headers =
          identity
              .plus("Content-Type", "application/json")
              .plus("X-Provider", UPSTREAM.uri() + PATH)
              .plus("X-Client", client)
              .plus("X-Thread", thread);
      byte[] body = OpenAiChatFixtures.bytes(requestAsking(what + client + thread + cdi, false));
      Ask ask = new Ask("POST", path, headers, body);
      Answer answer =
          Background.limited(() -> new HttpSender((cdi ? withCdi : withoutCdi).uri("")).send(ask));
      assertThat(answer.status()).isEqualTo(200);
      return Background.limited(answer::text);
    }
  }
}
