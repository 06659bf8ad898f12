package io.llmcache.internal.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.Pace;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.AnthropicFixtures;
import io.llmcache.testing.AnthropicOracle;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that was recorded of Anthropic's Messages. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class AnthropicTracesTest {

  private static List<Exchange> exchanges = List.of();

  private final AnthropicMessages format = new AnthropicMessages();

  @BeforeAll
  static void readTraces() {
    exchanges = Traces.of("anthropic.messages").toList();
    assertThat(exchanges).hasSizeGreaterThan(370);
  }

  @Test
  void requestsAreReadOrRefusedForAReason() {
    for (Exchange exchange : exchanges) {
      assertThat(format.recognises("POST", target(exchange))).as("%s", exchange).isTrue();
      assertThat(refusal(exchange)).as("%s", exchange).isEqualTo(refusalExpected(exchange));
    }
  }

  /** One call was made to see it fail: its message is a text. */
  private static String refusalExpected(Exchange exchange) {
    JsonNode messages = JsonSpelling.tree(exchange.requestBody()).path("messages");
    return messages.path(0).isObject() ? "" : "wrong-type-in-messages";
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
      if (List.of("tools", "tool-result", "multimodal").stream().anyMatch(features::contains)) {
        assertThat(facts.requestClass()).as("%s", exchange).isNotEqualTo(RequestClass.CACHEABLE);
      }
      assertThat(facts.requestClass() == RequestClass.PASS)
          .as("%s %s", exchange, facts.classReason())
          .isEqualTo(passes(new String(exchange.requestBody(), UTF_8)));
      assertThat(facts.classReason().isEmpty())
          .isEqualTo(facts.requestClass() == RequestClass.CACHEABLE);
      assertThat(facts.lengthLimited()).isTrue();
      assertThat(facts.keyQuery()).isEmpty();
    }
  }

  /** As the recordings happen to be spelt. */
  private static boolean passes(String request) {
    return List.of(
            "\"web_search_20",
            "\"web_fetch_20",
            "\"code_execution_20",
            "\"advisor_20",
            "\"mcp_servers\":[{",
            "\"container\":\"",
            "\"file_id\":",
            "\"type\":\"url\"")
        .stream()
        .anyMatch(request.replace("\": ", "\":")::contains);
  }

  @Test
  void otherSpellingsHaveTheSameKey() throws Exception {
    Random random = new Random(7);
    for (Exchange exchange : readable()) {
      RequestFacts facts = read(exchange, exchange.requestBody());
      byte[] other = JsonSpelling.of(exchange.requestBody(), random, MessagesSpelling::keepsOrder);
      RequestFacts otherFacts = read(exchange, other);
      assertThat(new String(otherFacts.canonical(), UTF_8))
          .as("%s", exchange)
          .isEqualTo(new String(facts.canonical(), UTF_8));
      assertThat(otherFacts.form()).isEqualTo(facts.form());
    }
  }

  @Test
  void theSameRequestInBothShapesHasOneKey() throws Exception {
    Map<JsonNode, RequestFacts> unary = new HashMap<>();
    for (Exchange exchange : readable()) {
      RequestFacts facts = read(exchange, exchange.requestBody());
      if (facts.shape() == Shape.UNARY) {
        unary.put(withoutStream(exchange), facts);
      }
    }
    int pairs = 0;
    for (Exchange exchange : readable()) {
      RequestFacts facts = read(exchange, exchange.requestBody());
      RequestFacts other = unary.get(withoutStream(exchange));
      if (facts.shape() == Shape.STREAM && other != null) {
        assertThat(facts.canonical()).as("%s", exchange).isEqualTo(other.canonical());
        assertThat(facts.path()).isEqualTo(other.path());
        assertThat(facts.keyQuery()).isEqualTo(other.keyQuery());
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThanOrEqualTo(15);
  }

  private static JsonNode withoutStream(Exchange exchange) {
    ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
    body.remove("stream");
    return body;
  }

  @Test
  void repliesEndAsRecorded() throws Exception {
    for (Exchange exchange : exchanges) {
      AnthropicOracle oracle = new AnthropicOracle(exchange.responseBody());
      ReplyTracker tracker = tracker(exchange);
      tracker.accept(ByteBuffer.wrap(exchange.responseBody()));
      assertThat(tracker.complete()).as("%s", exchange).isTrue();
      ReplyFacts facts = tracker.end();
      assertThat(facts.ending()).as("%s %s", exchange, facts).isEqualTo(oracle.ending(exchange));
      assertThat(facts.model()).as("%s", exchange).isEqualTo(oracle.model());
      if (facts.ending() != Ending.ERROR) {
        assertThat(facts.usage().completionTokens())
            .as("%s", exchange)
            .isEqualTo(oracle.usage().get("output_tokens").asLong());
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

  @Test
  void everyStorableReplyIsTheSameInTheOtherShape() throws Exception {
    Map<Shape, Integer> reframed = new HashMap<>();
    for (Exchange exchange : readable()) {
      ReplyTracker tracker = tracker(exchange);
      tracker.accept(ByteBuffer.wrap(exchange.responseBody()));
      ReplyFacts facts = tracker.end();
      if (facts.ending().compareTo(Ending.LENGTH) <= 0) {
        boolean whole = exchange.framing().equals("json");
        RequestFacts is = shaped(exchange, !whole);
        RequestFacts wanted = shaped(exchange, whole);
        StoredReply other = format.reframe(wanted, stored(is, exchange.responseBody(), facts));
        assertThat(other).as("%s", exchange).isNotNull();
        assertSame(exchange, facts, wanted, other.body());
        StoredReply back = format.reframe(is, other);
        assertThat(back).as("%s", exchange).isNotNull();
        assertSame(exchange, facts, is, back.body());
        if (whole) {
          assertThat(JsonSpelling.tree(back.body()))
              .as("%s", exchange)
              .isEqualTo(JsonSpelling.tree(exchange.responseBody()));
        }
        reframed.merge(is.shape(), 1, Integer::sum);
      }
    }
    assertThat(reframed.get(Shape.STREAM)).isGreaterThanOrEqualTo(114);
    assertThat(reframed.get(Shape.UNARY)).isGreaterThanOrEqualTo(250);
  }

  private void assertSame(Exchange exchange, ReplyFacts facts, RequestFacts request, byte[] body) {
    ReplyTracker tracker = format.track(request, 200, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(body));
    assertThat(tracker.complete()).as("%s", exchange).isTrue();
    assertThat(tracker.end()).as("%s", exchange).isEqualTo(facts);
    AnthropicOracle before = new AnthropicOracle(exchange.responseBody());
    AnthropicOracle after = new AnthropicOracle(body);
    assertThat(after.blocks()).as("%s", exchange).isEqualTo(before.blocks());
    assertThat(after.ends()).as("%s", exchange).isEqualTo(before.ends());
    assertThat(after.usage()).as("%s", exchange).isEqualTo(before.usage());
  }

  @Test
  void countsOfTokensAreReadAndKept() throws Exception {
    WireFormat counting = new AnthropicCountTokens();
    List<Exchange> counts = Traces.of("anthropic.count_tokens").toList();
    assertThat(counts).hasSizeGreaterThan(5);
    for (Exchange exchange : counts) {
      assertThat(counting.recognises("POST", target(exchange))).isTrue();
      assertThat(format.recognises("POST", target(exchange))).isFalse();
      RequestFacts facts = counting.read(request(exchange, exchange.requestBody()));
      ReplyTracker tracker = counting.track(facts, exchange.status(), Headers.EMPTY);
      tracker.accept(ByteBuffer.wrap(exchange.responseBody()));
      assertThat(tracker.complete()).isTrue();
      assertThat(tracker.end().ending())
          .as("%s", exchange)
          .isEqualTo(exchange.status() == 200 ? Ending.NATURAL : Ending.ERROR);
    }
  }

  private static List<Exchange> readable() {
    return exchanges.stream().filter(exchange -> refusalExpected(exchange).isEmpty()).toList();
  }

  private static URI target(Exchange exchange) {
    return URI.create("https://" + exchange.host() + exchange.path());
  }

  private static CacheRequest request(Exchange exchange, byte[] body) {
    return CacheRequest.of(WayIn.CLIENT, "POST", target(exchange), exchange.headers(), body);
  }

  private RequestFacts read(Exchange exchange, byte[] body) throws UnreadableRequestException {
    return format.read(request(exchange, body));
  }

  private RequestFacts shaped(Exchange exchange, boolean stream) throws Exception {
    ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
    body.put("stream", stream);
    return read(exchange, body.toString().getBytes(UTF_8));
  }

  private ReplyTracker tracker(Exchange exchange) throws UnreadableRequestException {
    RequestFacts facts =
        refusalExpected(exchange).isEmpty()
            ? read(exchange, exchange.requestBody())
            : read(exchange, AnthropicFixtures.REQUEST.getBytes(UTF_8));
    return format.track(facts, exchange.status(), exchange.responseHeaders());
  }

  private static StoredReply stored(RequestFacts request, byte[] body, ReplyFacts facts) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        request.format(),
        request.model(),
        request.form(),
        200,
        Headers.of("Content-Type", "text/plain"),
        body,
        facts.usage(),
        Duration.ofSeconds(1),
        List.of(),
        Pace.UNKNOWN);
  }
}
