package io.llmcache.internal.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.exchange.Headers;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that was recorded of the Responses API, with all providers. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class ResponsesTracesTest {

  private static final String ASK = "{\"model\":\"m\",\"input\":\"x\",\"stream\":";

  private static List<Exchange> exchanges = List.of();

  private final OpenAiResponses format = new OpenAiResponses();
  private final OpenAiResponses lenient = new OpenAiResponses(true);

  @BeforeAll
  static void readTraces() {
    exchanges = Traces.of("openai.responses").toList();
    assertThat(exchanges).hasSizeGreaterThan(480);
  }

  @Test
  void requestsAreReadOrRefusedForAReason() {
    for (Exchange exchange : exchanges) {
      assertThat(format.recognises("POST", target(exchange))).as("%s", exchange).isTrue();
      assertThat(refusal(exchange)).as("%s", exchange).isEqualTo(refusalExpected(exchange));
    }
  }

  /** A stored prompt can bring model and question with it. */
  private static String refusalExpected(Exchange exchange) {
    JsonNode body = JsonSpelling.tree(exchange.requestBody());
    return body.hasNonNull("model") ? "" : "no-model";
  }

  private String refusal(Exchange exchange) {
    try {
      read(format, exchange, exchange.requestBody());
      return "";
    } catch (UnreadableRequestException e) {
      return e.getMessage();
    }
  }

  @Test
  void factsOfRequestsAgreeWithTheRecordings() throws Exception {
    for (Exchange exchange : readable()) {
      RequestFacts facts = read(lenient, exchange, exchange.requestBody());
      List<String> features = exchange.features();
      assertThat(facts.shape() == Shape.STREAM)
          .as("%s", exchange)
          .isEqualTo(features.contains("asks-stream"));
      if (List.of("tool-result", "multimodal").stream().anyMatch(features::contains)
          || !JsonSpelling.tree(exchange.requestBody()).path("tools").isEmpty()) {
        assertThat(facts.requestClass()).as("%s", exchange).isNotEqualTo(RequestClass.CACHEABLE);
      }
      if (List.of("previous_response_id", "background", "conversation").stream()
          .anyMatch(features::contains)) {
        assertThat(facts.requestClass()).as("%s", exchange).isEqualTo(RequestClass.PASS);
      }
      assertThat(facts.classReason().isEmpty())
          .isEqualTo(facts.requestClass() == RequestClass.CACHEABLE);
    }
  }

  @Test
  void whatTheProviderKeepsPassesUnlessIdsAreNotReused() throws Exception {
    int kept = 0;
    for (Exchange exchange : readable()) {
      RequestFacts strict = read(format, exchange, exchange.requestBody());
      RequestFacts facts = read(lenient, exchange, exchange.requestBody());
      if (JsonSpelling.tree(exchange.requestBody()).path("store").asBoolean(true)) {
        assertThat(strict.requestClass()).as("%s", exchange).isEqualTo(RequestClass.PASS);
        kept += facts.requestClass() == RequestClass.PASS ? 0 : 1;
      } else {
        assertThat(strict.requestClass()).as("%s", exchange).isEqualTo(facts.requestClass());
      }
      assertThat(strict.canonical()).isEqualTo(facts.canonical());
    }
    assertThat(kept).isGreaterThan(300);
  }

  @Test
  void otherSpellingsHaveTheSameKey() throws Exception {
    Random random = new Random(7);
    for (Exchange exchange : readable()) {
      RequestFacts facts = read(format, exchange, exchange.requestBody());
      byte[] other = JsonSpelling.of(exchange.requestBody(), random, ResponsesSpelling::keepsOrder);
      RequestFacts otherFacts = read(format, exchange, other);
      assertThat(new String(otherFacts.canonical(), UTF_8))
          .as("%s", exchange)
          .isEqualTo(new String(facts.canonical(), UTF_8));
      assertThat(otherFacts.form()).isEqualTo(facts.form());
    }
  }

  @Test
  void bothShapesOfARequestHaveOneKey() throws Exception {
    for (Exchange exchange : readable()) {
      ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
      boolean stream = body.path("stream").asBoolean();
      body.put("stream", !stream);
      RequestFacts facts = read(format, exchange, exchange.requestBody());
      RequestFacts other = read(format, exchange, body.toString().getBytes(UTF_8));
      assertThat(other.canonical()).as("%s", exchange).isEqualTo(facts.canonical());
      assertThat(other.form()).as("%s", exchange).isNotEqualTo(facts.form());
    }
  }

  @Test
  void repliesEndAsRecorded() {
    for (Exchange exchange : exchanges) {
      ResponsesOracle oracle = new ResponsesOracle(exchange.status(), exchange.responseBody());
      ReplyTracker tracker = tracker(exchange);
      tracker.accept(ByteBuffer.wrap(exchange.responseBody()));
      assertThat(tracker.complete()).as("%s", exchange).isTrue();
      ReplyFacts facts = tracker.end();
      assertThat(facts.ending()).as("%s %s", exchange, facts).isEqualTo(oracle.ending());
      assertThat(facts.model()).isEqualTo(oracle.response().path("model").asText(""));
      assertThat(facts.usage().completionTokens())
          .as("%s", exchange)
          .isEqualTo(oracle.response().path("usage").path("output_tokens").asLong(-1));
    }
  }

  @Test
  void repliesInPiecesEndTheSame() {
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

  @Test
  void streamsAreHadInOnePiece() throws Exception {
    RequestFacts unary = facts(false);
    int reframed = 0;
    for (Exchange exchange : storable("sse")) {
      StoredReply other =
          format.reframe(unary, ResponsesSamples.stored("stream", exchange.responseBody()));
      assertThat(other).as("%s", exchange).isNotNull();
      ResponsesOracle is = new ResponsesOracle(200, exchange.responseBody());
      ResponsesOracle now = new ResponsesOracle(200, other.body());
      assertThat(now.items()).as("%s", exchange).isEqualTo(is.items());
      assertThat(now.text())
          .as("%s", exchange)
          .isEqualTo(is.joined("response.output_text.delta", "delta"));
      assertThat(now.response().path("usage")).isEqualTo(is.response().path("usage"));
      assertThat(now.response().path("status")).isEqualTo(is.response().path("status"));
      reframed++;
    }
    assertThat(reframed).isGreaterThan(90);
  }

  @Test
  void answersInOnePieceAreHadAsStreamsAndBack() throws Exception {
    int reframed = 0;
    for (Exchange exchange : storable("json")) {
      StoredReply stream =
          format.reframe(facts(true), ResponsesSamples.stored("unary", exchange.responseBody()));
      assertThat(stream).as("%s", exchange).isNotNull();
      ResponsesOracle oracle = new ResponsesOracle(200, exchange.responseBody());
      ResponsesOracle pieces = new ResponsesOracle(200, stream.body());
      assertThat(pieces.joined("response.output_text.delta", "delta"))
          .as("%s", exchange)
          .isEqualTo(oracle.text());
      ReplyTracker tracker = format.track(facts(true), 200, Headers.EMPTY);
      tracker.accept(ByteBuffer.wrap(stream.body()));
      assertThat(tracker.complete()).as("%s", exchange).isTrue();
      assertThat(tracker.end().ending()).isEqualTo(oracle.ending());
      StoredReply back = format.reframe(facts(false), stream);
      assertThat(back).as("%s", exchange).isNotNull();
      assertThat(JsonSpelling.tree(back.body()))
          .as("%s", exchange)
          .isEqualTo(JsonSpelling.tree(exchange.responseBody()));
      reframed++;
    }
    assertThat(reframed).isGreaterThan(350);
  }

  private static List<Exchange> storable(String framing) {
    return exchanges.stream()
        .filter(exchange -> exchange.framing().equals(framing))
        .filter(
            exchange ->
                List.of(Ending.NATURAL, Ending.TOOL_CALL, Ending.LENGTH)
                    .contains(
                        new ResponsesOracle(exchange.status(), exchange.responseBody()).ending()))
        .toList();
  }

  private static List<Exchange> readable() {
    return exchanges.stream().filter(exchange -> refusalExpected(exchange).isEmpty()).toList();
  }

  private static URI target(Exchange exchange) {
    return URI.create("https://" + exchange.host() + exchange.path());
  }

  private RequestFacts facts(boolean stream) throws UnreadableRequestException {
    return ResponsesSamples.facts(format, ResponsesSamples.OPENAI, ASK + stream + "}");
  }

  private static RequestFacts read(OpenAiResponses format, Exchange exchange, byte[] body)
      throws UnreadableRequestException {
    return ResponsesSamples.facts(format, target(exchange), exchange.headers(), body);
  }

  private ReplyTracker tracker(Exchange exchange) {
    try {
      boolean stream = exchange.features().contains("asks-stream");
      return format.track(facts(stream), exchange.status(), exchange.responseHeaders());
    } catch (UnreadableRequestException e) {
      throw new AssertionError(e);
    }
  }
}
