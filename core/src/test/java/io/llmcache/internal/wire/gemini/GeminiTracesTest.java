package io.llmcache.internal.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import io.llmcache.testing.GeminiFixtures;
import io.llmcache.testing.GeminiOracle;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.SameJson;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that was recorded of generateContent, in its three forms. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class GeminiTracesTest {

  private static List<Exchange> exchanges = List.of();

  private final GeminiGenerate format = new GeminiGenerate();

  @BeforeAll
  static void readTraces() {
    exchanges = Stream.concat(Traces.of("gemini.generate"), Traces.of("gemini.stream")).toList();
    assertThat(exchanges).hasSizeGreaterThan(300);
  }

  @Test
  void allRequestsAreRead() throws Exception {
    int withoutBody = 0;
    for (Exchange exchange : exchanges) {
      assertThat(format.recognises("POST", target(exchange))).as("%s", exchange).isTrue();
      if (exchange.requestBody().length == 0) {
        assertThatExceptionOfType(UnreadableRequestException.class)
            .isThrownBy(() -> read(exchange, exchange.requestBody()))
            .withMessage("no-json");
        withoutBody++;
        continue;
      }
      RequestFacts facts = facts(exchange);
      assertThat(facts.shape() == Shape.STREAM)
          .as("%s", exchange)
          .isEqualTo(exchange.path().contains(":stream"));
      assertThat(facts.form())
          .as("%s", exchange)
          .isEqualTo(
              facts.shape() == Shape.UNARY
                  ? "unary"
                  : exchange.framing().equals("sse") ? "sse" : "array");
      assertThat(facts.classReason().isEmpty())
          .isEqualTo(facts.requestClass() == RequestClass.CACHEABLE);
      if (Stream.of("tools", "tool-result", "multimodal").anyMatch(exchange.features()::contains)) {
        assertThat(facts.requestClass()).as("%s", exchange).isNotEqualTo(RequestClass.CACHEABLE);
      }
      String body = new String(exchange.requestBody(), UTF_8);
      if (Stream.of("googleSearch", "urlContext", "codeExecution\":", "fileSearch\":")
          .anyMatch(tool -> body.contains("{\"" + tool) && body.contains("\"tools\""))) {
        assertThat(facts.requestClass()).as("%s", exchange).isEqualTo(RequestClass.PASS);
      }
      if (body.contains("ile_uri\"") || body.contains("ileUri\"")) {
        assertThat(facts.longestLifetime()).as("%s", exchange).isEqualTo(Duration.ofHours(48));
      }
    }
    assertThat(withoutBody).isLessThan(10);
  }

  @Test
  void otherSpellingsHaveTheSameKey() throws Exception {
    Random random = new Random(7);
    for (Exchange exchange : exchanges) {
      byte[] other = JsonSpelling.of(body(exchange), random, GeminiSpelling::keepsOrder);
      assertThat(key(read(exchange, other))).as("%s", exchange).isEqualTo(key(facts(exchange)));
    }
  }

  @Test
  void repliesEndAsRecorded() throws Exception {
    for (Exchange exchange : exchanges) {
      ReplyTracker tracker =
          format.track(facts(exchange), exchange.status(), exchange.responseHeaders());
      tracker.accept(ByteBuffer.wrap(exchange.responseBody()));
      boolean complete = tracker.complete();
      ReplyFacts facts = tracker.end();
      assertThat(facts.ending())
          .as("%s %s", exchange, facts)
          .isEqualTo(GeminiOracle.ending(exchange));
      assertThat(complete).as("%s", exchange).isTrue();
      if (exchange.status() == 200) {
        GeminiOracle oracle = new GeminiOracle(exchange.responseBody());
        assertThat(facts.model()).isEqualTo(oracle.last("modelVersion").asText());
        assertThat(facts.usage().promptTokens())
            .isEqualTo(oracle.last("usageMetadata").path("promptTokenCount").asLong(-1));
      }
    }
  }

  @Test
  void repliesInPiecesEndTheSame() throws Exception {
    for (Exchange exchange : exchanges) {
      RequestFacts facts = facts(exchange);
      ReplyTracker pieces = format.track(facts, exchange.status(), exchange.responseHeaders());
      byte[] body = exchange.responseBody();
      for (int at = 0; at < body.length; at += 3) {
        pieces.accept(ByteBuffer.wrap(body, at, Math.min(3, body.length - at)));
      }
      assertThat(pieces.end()).as("%s", exchange).isEqualTo(tracked(exchange, facts, body));
    }
  }

  @Test
  void streamsAreHadInOtherForms() throws Exception {
    int tried = 0;
    for (Exchange exchange : storable()) {
      RequestFacts facts = facts(exchange);
      if (facts.shape() == Shape.STREAM) {
        for (String form : List.of("unary", "sse", "array")) {
          if (!form.equals(facts.form())) {
            byte[] other = reframed(facts, form, exchange.responseBody());
            assertThat(other).as("%s %s", exchange, form).isNotNull();
            assertSame(exchange, facts, form, other);
          }
        }
        tried++;
      }
    }
    assertThat(tried).isEqualTo(52);
  }

  @Test
  void wholeAnswersAreTheSameThereAndBackAgain() throws Exception {
    int tried = 0;
    for (Exchange exchange : storable()) {
      RequestFacts facts = facts(exchange);
      if (facts.shape() == Shape.UNARY) {
        for (String form : List.of("sse", "array")) {
          byte[] stream = reframed(facts, form, exchange.responseBody());
          assertThat(stream).as("%s %s", exchange, form).isNotNull();
          assertSame(exchange, facts, form, stream);
          byte[] back = reframed(withForm(facts, form), "unary", stream);
          assertThat(back).as("%s %s", exchange, form).isNotNull();
          assertThat(SameJson.same(back, exchange.responseBody())).as("%s", exchange).isTrue();
        }
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(230);
  }

  @Test
  void theSameRequestInBothShapesHasOneKey() throws Exception {
    Map<String, String> unary = new HashMap<>();
    for (Exchange exchange : exchanges) {
      if (facts(exchange).shape() == Shape.UNARY) {
        unary.put(asked(exchange), key(facts(exchange)));
      }
    }
    int pairs = 0;
    for (Exchange exchange : exchanges) {
      String key = unary.get(asked(exchange));
      if (facts(exchange).shape() == Shape.STREAM && key != null) {
        assertThat(key(facts(exchange))).as("%s", exchange).isEqualTo(key);
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThan(5);
  }

  /** Everything that the two verbs share. */
  private static String asked(Exchange exchange) {
    String path = exchange.path().replace("?alt=sse", "").replace(":streamG", ":g");
    return exchange.host() + path + JsonSpelling.tree(body(exchange));
  }

  private void assertSame(Exchange exchange, RequestFacts facts, String form, byte[] other)
      throws Exception {
    assertThat(tracked(exchange, withForm(facts, form), other))
        .as("%s %s", exchange, new String(other, UTF_8))
        .isEqualTo(tracked(exchange, facts, exchange.responseBody()));
    GeminiOracle was = new GeminiOracle(exchange.responseBody());
    GeminiOracle is = new GeminiOracle(other);
    assertThat(is.text(false)).isEqualTo(was.text(false));
    assertThat(is.text(true)).isEqualTo(was.text(true));
    for (String name : List.of("functionCall", "thoughtSignature", "executableCode", "toolCall")) {
      assertThat(is.all(name)).as("%s %s", exchange, name).hasSameSizeAs(was.all(name));
      for (int i = 0; i < is.all(name).size(); i++) {
        assertThat(SameJson.same(is.all(name).get(i), was.all(name).get(i))).isTrue();
      }
    }
    for (String name : List.of("finishReason", "safetyRatings", "avgLogprobs", "index")) {
      assertThat(SameJson.same(is.lastOfCandidate(name), was.lastOfCandidate(name)))
          .as("%s %s", exchange, name)
          .isTrue();
    }
    for (String name : List.of("usageMetadata", "modelVersion", "responseId", "createTime")) {
      assertThat(SameJson.same(is.last(name), was.last(name))).as("%s %s", exchange, name).isTrue();
    }
  }

  private static List<Exchange> storable() {
    return exchanges.stream()
        .filter(exchange -> GeminiOracle.ending(exchange).compareTo(Ending.LENGTH) <= 0)
        .toList();
  }

  private ReplyFacts tracked(Exchange exchange, RequestFacts facts, byte[] body) {
    ReplyTracker tracker = format.track(facts, exchange.status(), Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(body));
    return tracker.end();
  }

  private byte @Nullable [] reframed(RequestFacts facts, String form, byte[] body) {
    StoredReply stored =
        new StoredReply(
            Instant.EPOCH,
            Duration.ZERO,
            Duration.ofHours(1),
            0,
            format.id(),
            facts.model(),
            facts.form(),
            200,
            Headers.EMPTY,
            body,
            Usage.UNKNOWN,
            Duration.ZERO,
            List.of(),
            Pace.UNKNOWN);
    StoredReply reframed = format.reframe(withForm(facts, form), stored);
    return reframed == null ? null : reframed.body();
  }

  private static RequestFacts withForm(RequestFacts facts, String form) {
    return new RequestFacts(
        facts.format(),
        facts.model(),
        facts.requestClass(),
        facts.classReason(),
        form.equals("unary") ? Shape.UNARY : Shape.STREAM,
        form,
        facts.path(),
        facts.canonical(),
        facts.keyHeaders(),
        facts.keyQuery(),
        facts.lengthLimited(),
        facts.longestLifetime());
  }

  private static String key(RequestFacts facts) {
    return facts.path() + facts.keyQuery() + new String(facts.canonical(), UTF_8);
  }

  private static URI target(Exchange exchange) {
    return URI.create("https://" + exchange.host() + exchange.path());
  }

  private RequestFacts facts(Exchange exchange) throws UnreadableRequestException {
    return read(exchange, body(exchange));
  }

  /** Some were recorded without the request's body: any will do for their replies. */
  private static byte[] body(Exchange exchange) {
    return exchange.requestBody().length > 0
        ? exchange.requestBody()
        : GeminiFixtures.REQUEST.getBytes(UTF_8);
  }

  private RequestFacts read(Exchange exchange, byte[] body) throws UnreadableRequestException {
    return format.read(
        CacheRequest.of(WayIn.CLIENT, "POST", target(exchange), exchange.headers(), body));
  }
}
