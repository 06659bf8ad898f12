package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.Headers;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo serves: the pages, the simulated provider, the gateway, the assistant. */
@Order(Demos.BEFORE_ARQUILLIAN)
class SamplesIT {

  private static final int LARGE = 50 << 20;

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static Demo demo;

  @BeforeAll
  static void start() {
    UPSTREAM.always(UpstreamAnswer.json(200, "{\"taken\":true}"));
    demo = Demo.start(Demo.freePort(), Demos.FAST, "--upstream", "own=" + UPSTREAM.uri());
  }

  @AfterAll
  static void stop() {
    if (demo != null) {
      demo.close();
    }
    UPSTREAM.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assistant/", "/simulated-provider/"})
  void pagesAreThere(String path) throws IOException {
    Answer page = get(path);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().first("Content-Type")).startsWith("text/html");
    assertThat(page.text()).contains("llmcache");
  }

  @Test
  void theSimulatedProviderAnswersEachTimeAnew() throws IOException {
    assertThat(get("/simulated-provider/v1/models").text()).contains("simulated-small");
    Ask ask = chat("/simulated-provider", "How are you?", false);
    String once = send(ask).text();
    assertThat(send(ask).text()).contains("How are you?").isNotEqualTo(once);
    assertThat(send(chat("/simulated-provider", "How are you?", true)).text())
        .startsWith("data: {")
        .endsWith("data: [DONE]\n\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theGatewayAnswersTheSecondTimeByItself(boolean stream) throws IOException {
    Ask ask = chat("/gateway/openai", "What is a servlet? Streamed: " + stream, stream);
    Answer missed = send(ask);
    assertThat(missed.cacheStatus()).contains("fwd=miss");
    byte[] first = missed.bytes();
    Answer hit = send(ask);
    assertThat(hit.isHit()).isTrue();
    assertThat(hit.bytes()).isEqualTo(first);
  }

  @Test
  void theAssistantAccountsForWhatItSaved() throws IOException {
    Ask ask =
        Ask.chat("{\"question\":\"What is a bean?\",\"stream\":false}").to("/assistant/api/ask");
    JsonNode asked = json(send(ask));
    assertThat(asked.path("cache").asText()).isEqualTo("miss");
    assertThat(asked.path("answer").asText()).contains("What is a bean?");
    JsonNode again = json(send(ask));
    assertThat(again.path("cache").asText()).isEqualTo("hit");
    assertThat(again.path("answer")).isEqualTo(asked.path("answer"));
    JsonNode totals = json(get("/assistant/api/totals"));
    assertThat(totals.path("hits").asInt()).isPositive();
    assertThat(totals.path("tokensSaved").asInt())
        .isGreaterThanOrEqualTo(again.path("completionTokens").asInt());
  }

  @Test
  void theAssistantStreams() throws IOException {
    Ask ask =
        Ask.chat("{\"question\":\"What is a stream?\",\"stream\":true}").to("/assistant/api/ask");
    String first = send(ask).text();
    String again = send(ask).text();
    assertThat(first).contains("event: text\n", "event: receipt\n", "\"cache\":\"miss\"");
    assertThat(again).contains("\"cache\":\"hit\"");
    assertThat(textOf(again)).isEqualTo(textOf(first)).contains("What is a stream?");
  }

  /** Without regard to the pieces that it came in. */
  private static String textOf(String events) {
    return Pattern.compile("event: text\ndata: (.*)\n")
        .matcher(events)
        .results()
        .map(event -> JsonSpelling.tree(event.group(1).getBytes(StandardCharsets.UTF_8)).asText())
        .collect(Collectors.joining());
  }

  @Test
  void aLargeUploadPasses() throws IOException {
    byte[] whole =
        """
        --limit
        Content-Disposition: form-data; name="file"; filename="a.txt"

        %s
        --limit--
        """
            .replace("\n", "\r\n")
            .formatted("x".repeat(LARGE))
            .getBytes(StandardCharsets.UTF_8);
    Headers headers = Headers.of("Content-Type", "multipart/form-data; boundary=limit");
    Answer answer = send(new Ask("POST", "/gateway/own/v1/files", headers, whole));
    assertThat(answer.status()).isEqualTo(200);
    SeenRequest seen = UPSTREAM.last();
    assertThat(seen.headers().first("Content-Type")).endsWith("boundary=limit");
    assertThat(Arrays.equals(seen.body(), whole)).isTrue();
  }

  @Test
  void encodedSlashesPass() throws IOException {
    assertThat(get("/gateway/own/v1/models/org%2Fsmall?a=%2F").status()).isEqualTo(200);
    assertThat(UPSTREAM.last().target()).isEqualTo("/v1/models/org%2Fsmall?a=%2F");
  }

  @Test
  void theOfficialClientGetsTheSameAnswerTwice() {
    URI gateway = demo.uri("/gateway/openai/v1");
    assertThat(
            PythonClient.OPENAI.run(gateway, "simulated-small", "Does the official client work?"))
        .contains("official client", "all equal");
  }

  private static Ask chat(String base, String question, boolean stream) {
    return Ask.chat(requestAsking(question, stream)).to(base + "/v1/chat/completions");
  }

  private static Answer get(String path) {
    return send(new Ask("GET", path, Headers.EMPTY, new byte[0]));
  }

  private static Answer send(Ask ask) {
    return Background.limited(() -> new HttpSender(demo.uri("")).send(ask));
  }

  private static JsonNode json(Answer answer) throws IOException {
    assertThat(answer.status()).isEqualTo(200);
    return JsonSpelling.tree(answer.bytes());
  }
}
