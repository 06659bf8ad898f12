package io.llmcache.internal.wire.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.CohereOracle;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that was recorded of Cohere's v2 API. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class CohereTracesTest {

  private static List<Exchange> exchanges = List.of();

  private final CohereChat format = new CohereChat();

  @BeforeAll
  static void readTraces() {
    exchanges = ofSecondVersion("cohere.chat");
    assertThat(exchanges).hasSizeGreaterThan(60);
  }

  private static List<Exchange> ofSecondVersion(String api) {
    return Traces.of(api).filter(exchange -> exchange.path().startsWith("/v2/")).toList();
  }

  @Test
  void theFirstVersionIsNotRecognised() {
    for (String api : List.of("cohere.chat", "cohere.generate", "cohere.embed", "cohere.rerank")) {
      for (Exchange exchange : Traces.of(api).toList()) {
        long formats =
            List.of(new CohereChat(), new CohereEmbed(), new CohereRerank()).stream()
                .filter(one -> one.recognises("POST", target(exchange)))
                .count();
        assertThat(formats).as("%s", exchange).isEqualTo(exchange.path().contains("/v2/") ? 1 : 0);
      }
    }
  }

  @Test
  void factsOfRequestsAgreeWithTheRecordings() throws Exception {
    for (Exchange exchange : exchanges) {
      RequestFacts facts = read(exchange, exchange.requestBody());
      List<String> features = exchange.features();
      assertThat(facts.shape() == Shape.STREAM)
          .as("%s", exchange)
          .isEqualTo(features.contains("asks-stream"));
      JsonNode body = JsonSpelling.tree(exchange.requestBody());
      boolean exact =
          features.contains("tools")
              || features.contains("tool-result")
              || body.path("response_format").has("schema")
              || body.toString().contains("\"image_url\"")
              || body.toString().contains("\"type\":\"thinking\"")
              || !body.path("documents").isEmpty();
      assertThat(facts.requestClass())
          .as("%s %s", exchange, facts.classReason())
          .isEqualTo(exact ? RequestClass.EXACT_ONLY : RequestClass.CACHEABLE);
    }
  }

  @Test
  void otherSpellingsHaveTheSameKey() throws Exception {
    Random random = new Random(7);
    for (Exchange exchange : exchanges) {
      RequestFacts facts = read(exchange, exchange.requestBody());
      byte[] other = JsonSpelling.of(exchange.requestBody(), random, CohereSpelling::keepsOrder);
      assertThat(new String(read(exchange, other).canonical(), UTF_8))
          .as("%s", exchange)
          .isEqualTo(new String(facts.canonical(), UTF_8));
    }
  }

  @Test
  void theSameRequestInBothShapesHasOneKey() throws Exception {
    Map<JsonNode, RequestFacts> unary = new HashMap<>();
    for (Exchange exchange : exchanges) {
      RequestFacts facts = read(exchange, exchange.requestBody());
      if (facts.shape() == Shape.UNARY) {
        unary.put(withoutStream(exchange), facts);
      }
    }
    int pairs = 0;
    for (Exchange exchange : exchanges) {
      RequestFacts facts = read(exchange, exchange.requestBody());
      RequestFacts other = unary.get(withoutStream(exchange));
      if (facts.shape() == Shape.STREAM && other != null) {
        assertThat(facts.canonical()).as("%s", exchange).isEqualTo(other.canonical());
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThanOrEqualTo(3);
  }

  private static JsonNode withoutStream(Exchange exchange) {
    ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
    body.remove("stream");
    return body;
  }

  @Test
  void repliesEndAsRecordedAndTheSameInPieces() throws Exception {
    int failed = 0;
    for (Exchange exchange : exchanges) {
      ReplyFacts facts = whole(exchange, exchange.responseBody());
      CohereOracle oracle = new CohereOracle(exchange.responseBody());
      assertThat(facts.ending())
          .as("%s %s", exchange, facts)
          .isEqualTo(oracle.ending(exchange.status()));
      failed += facts.ending() == Ending.ERROR ? 1 : 0;
      ReplyTracker pieces = tracker(exchange);
      for (int i = 0; i < exchange.responseBody().length; i++) {
        pieces.accept(ByteBuffer.wrap(exchange.responseBody(), i, 1));
      }
      assertThat(pieces.complete()).as("%s", exchange).isTrue();
      assertThat(pieces.end()).as("%s", exchange).isEqualTo(facts);
    }
    assertThat(failed).as("streams that end with ERROR").isGreaterThanOrEqualTo(2);
  }

  @Test
  void everyStorableReplyIsTheSameInTheOtherShape() throws Exception {
    Map<Shape, Integer> reframed = new HashMap<>();
    for (Exchange exchange : exchanges) {
      ReplyFacts facts = whole(exchange, exchange.responseBody());
      if (facts.ending().compareTo(Ending.LENGTH) <= 0) {
        boolean whole = exchange.framing().equals("json");
        RequestFacts is = shaped(exchange, !whole);
        RequestFacts wanted = shaped(exchange, whole);
        StoredReply stored = CohereReplyTest.stored(is, exchange.responseBody());
        StoredReply other = format.reframe(wanted, stored);
        assertThat(other).as("%s", exchange).isNotNull();
        assertSame(exchange, facts, other.body());
        StoredReply back = format.reframe(is, other);
        assertThat(back).as("%s", exchange).isNotNull();
        assertSame(exchange, facts, back.body());
        if (whole) {
          assertThat(JsonSpelling.tree(back.body()))
              .as("%s", exchange)
              .isEqualTo(JsonSpelling.tree(exchange.responseBody()));
        }
        reframed.merge(is.shape(), 1, Integer::sum);
      }
    }
    assertThat(reframed.get(Shape.STREAM)).isGreaterThanOrEqualTo(13);
    assertThat(reframed.get(Shape.UNARY)).isGreaterThanOrEqualTo(51);
  }

  private void assertSame(Exchange exchange, ReplyFacts facts, byte[] body) throws Exception {
    assertThat(whole(exchange, body)).as("%s", exchange).isEqualTo(facts);
    assertThat(new CohereOracle(body).said())
        .as("%s", exchange)
        .isEqualTo(new CohereOracle(exchange.responseBody()).said());
  }

  @Test
  void listsAreKeptIfTheyAreWhole() throws Exception {
    assertListsEndAsRecorded(new CohereEmbed(), ofSecondVersion("cohere.embed"));
    assertListsEndAsRecorded(new CohereRerank(), ofSecondVersion("cohere.rerank"));
  }

  private static void assertListsEndAsRecorded(WireFormat lists, List<Exchange> recorded)
      throws Exception {
    assertThat(recorded).hasSizeGreaterThanOrEqualTo(5);
    for (Exchange exchange : recorded) {
      RequestFacts facts = lists.read(request(exchange, exchange.requestBody()));
      ReplyTracker tracker = lists.track(facts, exchange.status(), Headers.EMPTY);
      tracker.accept(ByteBuffer.wrap(exchange.responseBody()));
      assertThat(tracker.end().ending())
          .as("%s", exchange)
          .isEqualTo(exchange.status() == 200 ? Ending.NATURAL : Ending.ERROR);
    }
  }

  private static URI target(Exchange exchange) {
    return URI.create("https://" + exchange.host() + exchange.path());
  }

  private static CacheRequest request(Exchange exchange, byte[] body) {
    return CacheRequest.of(WayIn.CLIENT, "POST", target(exchange), exchange.headers(), body);
  }

  private RequestFacts read(Exchange exchange, byte[] body) throws Exception {
    return format.read(request(exchange, body));
  }

  private RequestFacts shaped(Exchange exchange, boolean stream) throws Exception {
    ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
    body.put("stream", stream);
    return read(exchange, body.toString().getBytes(UTF_8));
  }

  private ReplyFacts whole(Exchange exchange, byte[] body) throws Exception {
    ReplyTracker tracker = tracker(exchange);
    tracker.accept(ByteBuffer.wrap(body));
    assertThat(tracker.complete()).as("%s", exchange).isTrue();
    return tracker.end();
  }

  private ReplyTracker tracker(Exchange exchange) throws Exception {
    RequestFacts facts = read(exchange, exchange.requestBody());
    return format.track(facts, exchange.status(), exchange.responseHeaders());
  }
}
