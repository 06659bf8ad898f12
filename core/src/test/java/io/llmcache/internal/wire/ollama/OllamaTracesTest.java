package io.llmcache.internal.wire.ollama;

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
import io.llmcache.spi.Usage;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.OllamaOracle;
import io.llmcache.testing.SameJson;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that was recorded of Ollama. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class OllamaTracesTest {

  private static List<Exchange> texts = List.of();
  private static List<Exchange> embeds = List.of();

  @BeforeAll
  static void readTraces() {
    texts = Stream.concat(Traces.of("ollama.chat"), Traces.of("ollama.generate")).toList();
    embeds = Traces.of("ollama.embed").toList();
    assertThat(texts).hasSize(33);
    assertThat(embeds).hasSize(5);
  }

  @Test
  void allRequestsAreRead() throws Exception {
    for (Exchange exchange : texts) {
      RequestFacts facts = facts(exchange);
      assertThat(formatOf(exchange).recognises("POST", target(exchange))).isTrue();
      JsonNode asked = JsonSpelling.tree(exchange.requestBody());
      assertThat(facts.shape() == Shape.STREAM)
          .as("%s", exchange)
          .isEqualTo(!asked.path("stream").isBoolean() || asked.path("stream").booleanValue());
      boolean special =
          !asked.path("tools").isEmpty()
              || asked.path("options").hasNonNull("seed")
              || asked.path("format").isObject();
      if (special) {
        assertThat(facts.requestClass()).as("%s", exchange).isEqualTo(RequestClass.EXACT_ONLY);
      }
      assertThat(facts.classReason().isEmpty())
          .isEqualTo(facts.requestClass() == RequestClass.CACHEABLE);
    }
  }

  @Test
  void otherSpellingsHaveTheSameKey() throws Exception {
    Random random = new Random(7);
    for (Exchange exchange : Stream.concat(texts.stream(), embeds.stream()).toList()) {
      byte[] other = JsonSpelling.of(exchange.requestBody(), random, OllamaSpelling::keepsOrder);
      assertThat(key(read(exchange, other))).as("%s", exchange).isEqualTo(key(facts(exchange)));
    }
  }

  @Test
  void repliesEndAsRecorded() throws Exception {
    for (Exchange exchange : texts) {
      ReplyFacts facts = tracked(exchange, facts(exchange), exchange.responseBody());
      assertThat(facts.ending())
          .as("%s %s", exchange, facts)
          .isEqualTo(OllamaOracle.ending(exchange));
      if (exchange.status() == 200) {
        OllamaOracle oracle = new OllamaOracle(exchange.responseBody());
        assertThat(facts.model()).isEqualTo(oracle.last("model").asText());
        assertThat(facts.usage())
            .isEqualTo(
                new Usage(
                    oracle.last("prompt_eval_count").asLong(-1),
                    oracle.last("eval_count").asLong(-1)));
      }
    }
  }

  @Test
  void repliesInPiecesEndTheSame() throws Exception {
    for (Exchange exchange : Stream.concat(texts.stream(), embeds.stream()).toList()) {
      RequestFacts facts = facts(exchange);
      ReplyTracker pieces =
          formatOf(exchange).track(facts, exchange.status(), exchange.responseHeaders());
      byte[] body = exchange.responseBody();
      for (int at = 0; at < body.length; at += 3) {
        pieces.accept(ByteBuffer.wrap(body, at, Math.min(3, body.length - at)));
      }
      assertThat(pieces.complete()).as("%s", exchange).isTrue();
      assertThat(pieces.end()).as("%s", exchange).isEqualTo(tracked(exchange, facts, body));
    }
  }

  @Test
  void streamsAreHadWhole() throws Exception {
    int tried = 0;
    for (Exchange exchange : storable(Shape.STREAM)) {
      RequestFacts facts = facts(exchange);
      byte[] whole = reframed(exchange, facts, Shape.UNARY, exchange.responseBody());
      assertThat(whole).as("%s", exchange).isNotNull();
      assertSame(exchange, facts, Shape.UNARY, whole);
      tried++;
    }
    assertThat(tried).isEqualTo(19);
  }

  @Test
  void wholeAnswersAreTheSameThereAndBackAgain() throws Exception {
    int tried = 0;
    for (Exchange exchange : storable(Shape.UNARY)) {
      RequestFacts facts = facts(exchange);
      byte[] stream = reframed(exchange, facts, Shape.STREAM, exchange.responseBody());
      assertThat(stream).as("%s", exchange).isNotNull();
      assertSame(exchange, facts, Shape.STREAM, stream);
      byte[] back = reframed(exchange, facts, Shape.UNARY, stream);
      assertThat(back).as("%s", exchange).isNotNull();
      assertThat(SameJson.same(back, exchange.responseBody())).as("%s", exchange).isTrue();
      tried++;
    }
    assertThat(tried).isEqualTo(13);
  }

  @Test
  void theSameRequestInBothShapesHasOneKey() throws Exception {
    Map<String, String> unary = new HashMap<>();
    for (Exchange exchange : texts) {
      if (facts(exchange).shape() == Shape.UNARY) {
        unary.put(asked(exchange), key(facts(exchange)));
      }
    }
    int pairs = 0;
    for (Exchange exchange : texts) {
      String key = unary.get(asked(exchange));
      if (facts(exchange).shape() == Shape.STREAM && key != null) {
        assertThat(key(facts(exchange))).as("%s", exchange).isEqualTo(key);
        pairs++;
      }
    }
    assertThat(pairs).isPositive();
  }

  @Test
  void embeddingsAreStorable() throws Exception {
    for (Exchange exchange : embeds) {
      RequestFacts facts = facts(exchange);
      assertThat(facts.requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
      ReplyFacts reply = tracked(exchange, facts, exchange.responseBody());
      assertThat(reply.ending()).as("%s", exchange).isEqualTo(Ending.NATURAL);
      assertThat(reply.usage().promptTokens())
          .isEqualTo(
              JsonSpelling.tree(exchange.responseBody()).path("prompt_eval_count").asLong(-1));
    }
  }

  /** Everything but what picks the shape. */
  private static String asked(Exchange exchange) {
    JsonNode tree = JsonSpelling.tree(exchange.requestBody());
    ((ObjectNode) tree).remove("stream");
    return exchange.host() + exchange.path() + tree;
  }

  private static void assertSame(Exchange exchange, RequestFacts facts, Shape shape, byte[] other)
      throws Exception {
    assertThat(tracked(exchange, withShape(facts, shape), other))
        .as("%s %s", exchange, new String(other, UTF_8))
        .isEqualTo(tracked(exchange, facts, exchange.responseBody()));
    OllamaOracle was = new OllamaOracle(exchange.responseBody());
    OllamaOracle is = new OllamaOracle(other);
    for (String name : List.of("content", "response", "thinking")) {
      assertThat(is.text(name)).as("%s %s", exchange, name).isEqualTo(was.text(name));
    }
    assertThat(is.calls()).hasSameSizeAs(was.calls());
    for (int i = 0; i < is.calls().size(); i++) {
      assertThat(SameJson.same(is.calls().get(i), was.calls().get(i))).isTrue();
    }
    for (String name :
        List.of("done_reason", "eval_count", "prompt_eval_count", "total_duration", "context")) {
      assertThat(SameJson.same(is.last(name), was.last(name))).as("%s %s", exchange, name).isTrue();
    }
  }

  private static List<Exchange> storable(Shape shape) throws Exception {
    List<Exchange> storable = new ArrayList<>();
    for (Exchange exchange : texts) {
      if (facts(exchange).shape() == shape
          && OllamaOracle.ending(exchange).compareTo(Ending.LENGTH) <= 0) {
        storable.add(exchange);
      }
    }
    return storable;
  }

  private static ReplyFacts tracked(Exchange exchange, RequestFacts facts, byte[] body) {
    ReplyTracker tracker = formatOf(exchange).track(facts, exchange.status(), Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(body));
    return tracker.end();
  }

  private static byte @Nullable [] reframed(
      Exchange exchange, RequestFacts facts, Shape shape, byte[] body) {
    StoredReply stored =
        new StoredReply(
            Instant.EPOCH,
            Duration.ZERO,
            Duration.ofHours(1),
            0,
            facts.format(),
            facts.model(),
            facts.form(),
            200,
            Headers.EMPTY,
            body,
            Usage.UNKNOWN,
            Duration.ZERO,
            List.of(),
            Pace.UNKNOWN);
    StoredReply reframed = formatOf(exchange).reframe(withShape(facts, shape), stored);
    return reframed == null ? null : reframed.body();
  }

  private static RequestFacts withShape(RequestFacts facts, Shape shape) {
    return new RequestFacts(
        facts.format(),
        facts.model(),
        facts.requestClass(),
        facts.classReason(),
        shape,
        shape == Shape.STREAM ? "stream" : "unary",
        facts.path(),
        facts.canonical(),
        facts.keyHeaders(),
        facts.keyQuery(),
        facts.lengthLimited(),
        facts.longestLifetime());
  }

  private static WireFormat formatOf(Exchange exchange) {
    return switch (exchange.api()) {
      case "ollama.chat" -> new OllamaChat();
      case "ollama.generate" -> new OllamaGenerate();
      default -> new OllamaEmbed();
    };
  }

  private static String key(RequestFacts facts) {
    return facts.path() + facts.keyQuery() + new String(facts.canonical(), UTF_8);
  }

  private static URI target(Exchange exchange) {
    return URI.create("http://" + exchange.host() + exchange.path());
  }

  private static RequestFacts facts(Exchange exchange) throws UnreadableRequestException {
    return read(exchange, exchange.requestBody());
  }

  private static RequestFacts read(Exchange exchange, byte[] body)
      throws UnreadableRequestException {
    return formatOf(exchange)
        .read(CacheRequest.of(WayIn.CLIENT, "POST", target(exchange), exchange.headers(), body));
  }
}
