package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
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

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static List<Exchange> exchanges = List.of();
  private static RecordedProvider provider;
  private static Server.Deployed gateway;

  @BeforeAll
  static void deploy() {
    exchanges = Traces.all().filter(StorableRecording::isRecognised).toList();
    provider = new RecordedProvider(exchanges);
    UPSTREAM.always(provider);
    gateway = Server.deploy(Deployments.gateway("traces", UPSTREAM.uri(), Map.of()));
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
      checkSame(exchange, second);
      (storable ? stored : passed)
          .merge(
              exchange.api() + " " + (storable ? exchange.framing() : obstacle), 1, Integer::sum);
    }
    System.out.println("stored " + stored + "\npassed " + passed);
    assertThat(stored.get("openai.chat json")).isGreaterThan(600);
    assertThat(stored.get("openai.chat sse")).isGreaterThan(250);
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

  /** WildFly leaves the blank before a parameter out. */
  private static String mediaType(Headers headers) {
    return String.valueOf(headers.first("Content-Type")).replaceAll("; +", ";");
  }
}
