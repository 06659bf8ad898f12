package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Every recorded exchange of an API that the cache knows, asked twice through the gateway: the
 * first answer is the recording, and the second one comes from the cache just where the recording
 * is a whole, successful answer.
 */
@ArquillianTest
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class TraceReplayIT {

  /** What belongs to one connection, is written anew on each, or is compared by itself. */
  private static final Set<String> NOT_COMPARED =
      Set.of("connection", "content-type", "keep-alive", "date", "server", "transfer-encoding");

  /** How many recordings of each API and framing are stored at least. */
  private static final Map<String, Integer> LEAST =
      Map.ofEntries(
          Map.entry("anthropic.messages json", 200),
          Map.entry("anthropic.messages sse", 90),
          Map.entry("bedrock.converse json", 140),
          Map.entry("bedrock.converse-stream eventstream", 38),
          Map.entry("bedrock.invoke json", 80),
          Map.entry("bedrock.invoke-stream eventstream", 35),
          Map.entry("cohere.chat json", 50),
          Map.entry("cohere.chat sse", 13),
          Map.entry("gemini.generate json", 200),
          Map.entry("gemini.stream sse", 25),
          Map.entry("gemini.stream json-array", 15),
          Map.entry("ollama.chat ndjson", 15),
          Map.entry("ollama.generate ndjson", 4),
          Map.entry("openai.chat json", 600),
          Map.entry("openai.chat sse", 250),
          Map.entry("openai.completions json", 45),
          Map.entry("openai.completions sse", 10),
          Map.entry("openai.embeddings json", 50),
          Map.entry("openai.responses json", 250),
          Map.entry("openai.responses sse", 60));

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static List<Exchange> exchanges = List.of();
  private static RecordedProvider provider;
  private static Server.Deployed gateway;

  @BeforeAll
  static void deploy() {
    exchanges = Traces.all().filter(StorableRecording::isRecognised).toList();
    provider = new RecordedProvider(exchanges);
    UPSTREAM.always(provider);
    gateway =
        Server.deploy(Deployments.gateway("traces", UPSTREAM.uri(), StorableRecording.SETTINGS));
  }

  @AfterAll
  static void undeploy() {
    UPSTREAM.close();
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void recordingsPassUnchangedAndWholeOnesAreStored() throws Exception {
    HttpSender sender = new HttpSender(Deployments.route(gateway));
    Map<String, Integer> stored = new TreeMap<>();
    Map<String, Integer> passed = new TreeMap<>();
    for (int i = 0; i < exchanges.size(); i++) {
      int number = i;
      Exchange exchange = exchanges.get(number);
      checkPassed(exchange, Background.limited(() -> sender.send(provider.ask(number))));
      Answer second = settled(sender, provider.ask(number));
      String obstacle = StorableRecording.obstacle(exchange, UPSTREAM.uri());
      boolean storable = obstacle.isEmpty();
      assertThat(second.isHit()).as("%s %s", exchange, second.cacheStatus()).isEqualTo(storable);
      assertThat(provider.calls(number)).as("%s", exchange).isEqualTo(storable ? 1 : 2);
      if (second.isHit() && exchange.api().equals("openai.embeddings")) {
        checkSameMeaning(exchange, second);
      } else {
        checkSame(exchange, second);
      }
      (storable ? stored : passed)
          .merge(
              exchange.api() + " " + (storable ? exchange.framing() : obstacle), 1, Integer::sum);
    }
    assertThat(passed.values().stream().mapToInt(count -> count).sum()).isLessThan(500);
    LEAST.forEach(
        (what, count) ->
            assertThat(stored.get(what)).as(what).isNotNull().isGreaterThanOrEqualTo(count));
  }

  /**
   * An answer has arrived a moment before it is stored. Who asks in this moment shares it, still
   * without a call.
   */
  private static Answer settled(HttpSender sender, Ask ask) throws IOException {
    while (true) {
      Answer answer = Background.limited(() -> sender.send(ask));
      if (!answer.cacheStatus().contains("collapsed")) {
        return answer;
      }
      answer.bytes();
    }
  }

  private static void checkPassed(Exchange exchange, Answer answer) throws IOException {
    assertThat(answer.isHit()).as("%s", exchange).isFalse();
    checkSame(exchange, answer);
    exchange
        .responseHeaders()
        .keeping(name -> !NOT_COMPARED.contains(name.toLowerCase(Locale.ROOT)))
        .forEach(
            (name, value) ->
                assertThat(answer.headers().all(name)).as("%s", exchange).contains(value));
  }

  private static void checkSame(Exchange exchange, Answer answer) throws IOException {
    assertThat(answer.status()).as("%s", exchange).isEqualTo(exchange.status());
    assertThat(mediaType(answer.headers()))
        .as("%s", exchange)
        .isEqualTo(mediaType(exchange.responseHeaders()));
    assertThat(answer.bytes()).as("%s", exchange).isEqualTo(exchange.responseBody());
  }

  /** A batch is put together from what is stored of each input: the same JSON in other bytes. */
  private static void checkSameMeaning(Exchange exchange, Answer answer) throws IOException {
    assertThat(JsonSpelling.tree(answer.bytes()))
        .as("%s", exchange)
        .isEqualTo(JsonSpelling.tree(exchange.responseBody()));
  }

  /** WildFly leaves the blank before a parameter out. */
  private static String mediaType(Headers headers) {
    return String.valueOf(headers.first("Content-Type")).replaceAll("; +", ";");
  }
}
