package io.llmcache.itests;

import static io.llmcache.itests.ClientsProvider.FOR_A_TEXT;
import static io.llmcache.itests.ClientsProvider.FOR_A_TOOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.itests.TypedClient.Call;
import io.llmcache.itests.TypedClient.Said;
import io.llmcache.itests.TypedClient.Typed;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.OpenAiChatFixtures;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The clients that people use get equal typed results from a live call, from a hit and from a hit
 * in the other shape, and the provider is called once for all of them.
 */
@ArquillianTest
class ClientsIT {

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static Server.Deployed gateway;

  enum Client {
    OPENAI_JAVA(OpenAiJavaClient::new),
    ANTHROPIC_JAVA(AnthropicJavaClient::new),
    LANGCHAIN4J(LangChainClient::new);

    private final Function<URI, TypedClient> opened;

    Client(Function<URI, TypedClient> opened) {
      this.opened = opened;
    }

    TypedClient open() {
      return opened.apply(Deployments.route(gateway));
    }
  }

  @BeforeAll
  static void deploy() {
    UPSTREAM.always(new ClientsProvider());
    gateway = Server.deploy(Deployments.gateway("clients", UPSTREAM.uri(), Map.of()));
  }

  @AfterAll
  static void undeploy() {
    UPSTREAM.close();
    if (gateway != null) {
      gateway.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWholeAnswerServesStreamsToo(Client kind) {
    try (TypedClient client = kind.open()) {
      String ending = " At once, please.";
      checkText(equalResults(client::whole, client::streamed, FOR_A_TEXT + ending));
      checkTool(equalResults(client::whole, client::streamed, FOR_A_TOOL + ending));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamServesWholeAnswersToo(Client kind) {
    try (TypedClient client = kind.open()) {
      String ending = " Word by word, please.";
      checkText(equalResults(client::streamed, client::whole, FOR_A_TEXT + ending));
      checkTool(equalResults(client::streamed, client::whole, FOR_A_TOOL + ending));
    }
  }

  @Test
  void openAiForPython() {
    int before = UPSTREAM.count();
    URI base = URI.create(Deployments.route(gateway) + "/v1");
    checkPrinted(
        PythonClient.OPENAI.run(base, OpenAiChatFixtures.MODEL, FOR_A_TEXT, FOR_A_TOOL),
        "departure_status");
    assertThat(UPSTREAM.count() - before).isEqualTo(4);
  }

  @Test
  void anthropicForPython() {
    int before = UPSTREAM.count();
    URI base = Deployments.route(gateway);
    checkPrinted(
        PythonClient.ANTHROPIC.run(base, "claude-sonnet-4-5", FOR_A_TEXT, FOR_A_TOOL),
        "water_temperature");
    assertThat(UPSTREAM.count() - before).isEqualTo(4);
  }

  /** Live, hit, and twice the other shape, with one call of the provider. */
  private static Said equalResults(
      Function<String, Typed> first, Function<String, Typed> second, String question) {
    int before = UPSTREAM.count();
    Typed live = ask(first, question);
    assertThat(ask(first, question)).isEqualTo(live);
    Typed other = ask(second, question);
    assertThat(other.said()).isEqualTo(live.said());
    assertThat(ask(second, question)).isEqualTo(other);
    assertThat(UPSTREAM.count() - before).isEqualTo(1);
    return live.said();
  }

  private static Typed ask(Function<String, Typed> client, String question) {
    return Background.limited(() -> client.apply(question));
  }

  private static void checkText(Said said) {
    assertThat(said.text()).isEqualTo(OpenAiChatFixtures.TEXT);
    assertThat(said.calls()).isEmpty();
    assertThat(said.tokensOut()).isPositive();
  }

  private static void checkTool(Said said) {
    assertThat(said.calls())
        .isNotEmpty()
        .first()
        .extracting(Call::name)
        .isIn("departure_status", "water_temperature");
    assertThat(said.tokensOut()).isPositive();
  }

  private static void checkPrinted(String output, String tool) {
    assertThat(output).contains("the last boat leaves", tool, "all equal");
  }
}
