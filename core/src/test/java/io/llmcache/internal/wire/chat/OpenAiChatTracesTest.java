package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.ChatOracle;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that was recorded of chat completions, with all providers. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class OpenAiChatTracesTest {

  private final OpenAiChat format = new OpenAiChat();
  private static List<Exchange> exchanges = List.of();

  @BeforeAll
  static void readTraces() {
    exchanges = Traces.openAiChat().toList();
    assertThat(exchanges).hasSizeGreaterThan(1000);
  }

  @Test
  void requestsAreReadOrRefusedForAReason() {
    for (Exchange exchange : exchanges) {
      assertThat(format.recognises("POST", target(exchange))).as("%s", exchange).isTrue();
      assertThat(refusal(exchange)).as("%s", exchange).isEqualTo(refusalExpected(exchange));
    }
  }

  /** The recordings without a body, and the calls that were made to see them fail. */
  private static String refusalExpected(Exchange exchange) {
    if (exchange.requestBody().length == 0) {
      return "no-json";
    }
    JsonNode body = JsonSpelling.tree(exchange.requestBody());
    if (body.path("model").isNull() && !exchange.path().contains("/deployments/")) {
      return "no-model";
    }
    return body.path("messages").isEmpty() ? "no-messages" : "";
  }

  private String refusal(Exchange exchange) {
    try {
      read(exchange, exchange.requestBody());
      return "";
    } catch (UnreadableRequestException e) {
      return e.getMessage();
    }
  }

  @Test
  void factsOfRequestsAgreeWithTheRecordings() throws Exception {
    for (Exchange exchange : readable()) {
      RequestFacts facts = read(exchange, exchange.requestBody());
      List<String> features = exchange.features();
      assertThat(facts.shape() == Shape.STREAM)
          .as("%s", exchange)
          .isEqualTo(features.contains("asks-stream"));
      if (List.of("tools", "tool-result", "multimodal", "seed").stream()
          .anyMatch(features::contains)) {
        assertThat(facts.requestClass()).as("%s", exchange).isNotEqualTo(RequestClass.CACHEABLE);
      }
      assertThat(facts.classReason().isEmpty())
          .isEqualTo(facts.requestClass() == RequestClass.CACHEABLE);
    }
  }

  @Test
  void otherSpellingsHaveTheSameKey() throws Exception {
    Random random = new Random(7);
    for (Exchange exchange : readable()) {
      RequestFacts facts = read(exchange, exchange.requestBody());
      byte[] other = JsonSpelling.of(exchange.requestBody(), random, ChatSpelling::keepsOrder);
      RequestFacts otherFacts = read(exchange, other);
      assertThat(new String(otherFacts.canonical(), UTF_8))
          .as("%s", exchange)
          .isEqualTo(new String(facts.canonical(), UTF_8));
      assertThat(otherFacts.form()).isEqualTo(facts.form());
    }
  }

  @Test
  void repliesEndAsRecorded() throws Exception {
    for (Exchange exchange : exchanges) {
      ChatOracle oracle = new ChatOracle(exchange);
      ReplyTracker tracker = tracker(exchange);
      tracker.accept(ByteBuffer.wrap(exchange.responseBody()));
      boolean complete = tracker.complete();
      ReplyFacts facts = tracker.end();
      assertThat(facts.ending()).as("%s %s", exchange, facts).isEqualTo(oracle.ending());
      if (exchange.framing().equals("json")) {
        assertThat(complete).as("%s", exchange).isTrue();
      } else if (complete) {
        assertThat(oracle.marked()).as("%s", exchange).isTrue();
      }
    }
  }

  @Test
  void repliesInPiecesEndTheSame() throws Exception {
    for (Exchange exchange : exchanges) {
      ReplyTracker whole = tracker(exchange);
      whole.accept(ByteBuffer.wrap(exchange.responseBody()));
      ReplyTracker pieces = tracker(exchange);
      for (int i = 0; i < exchange.responseBody().length; i++) {
        pieces.accept(ByteBuffer.wrap(exchange.responseBody(), i, 1));
      }
      assertThat(pieces.complete()).as("%s", exchange).isEqualTo(whole.complete());
      assertThat(pieces.end()).as("%s", exchange).isEqualTo(whole.end());
    }
  }

  private static List<Exchange> readable() {
    return exchanges.stream().filter(exchange -> refusalExpected(exchange).isEmpty()).toList();
  }

  private static URI target(Exchange exchange) {
    return URI.create("https://" + exchange.host() + exchange.path());
  }

  private RequestFacts read(Exchange exchange, byte[] body) throws UnreadableRequestException {
    return format.read(
        CacheRequest.of(WayIn.CLIENT, "POST", target(exchange), exchange.headers(), body));
  }

  private ReplyTracker tracker(Exchange exchange) throws UnreadableRequestException {
    RequestFacts facts =
        refusalExpected(exchange).isEmpty()
            ? read(exchange, exchange.requestBody())
            : read(exchange, OpenAiChatFixtures.bytes(OpenAiChatFixtures.REQUEST));
    return format.track(facts, exchange.status(), exchange.responseHeaders());
  }
}
