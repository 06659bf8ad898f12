package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.Headers;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that was recorded of Bedrock's Converse and InvokeModel. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class BedrockTracesTest {

  private static final String ASK = "{'messages':[{'role':'user','content':[{'text':'x'}]}]}";

  private static List<Exchange> converse = List.of();
  private static List<Exchange> invoke = List.of();

  private final BedrockConverse format = new BedrockConverse();
  private final BedrockInvoke raw = new BedrockInvoke();

  @BeforeAll
  static void readTraces() {
    converse = of("bedrock.converse", "bedrock.converse-stream");
    invoke = of("bedrock.invoke", "bedrock.invoke-stream");
    assertThat(converse).hasSizeGreaterThan(200);
    assertThat(invoke).hasSizeGreaterThan(150);
  }

  private static List<Exchange> of(String... apis) {
    return Stream.of(apis).flatMap(Traces::of).toList();
  }

  @Test
  void requestsAreReadOrRefusedForAReason() {
    for (Exchange exchange : converse) {
      assertThat(format.recognises("POST", target(exchange))).as("%s", exchange).isTrue();
      assertThat(refusal(format, exchange))
          .as("%s", exchange)
          .isEqualTo(isJson(exchange) ? "" : "not-json");
    }
    for (Exchange exchange : invoke) {
      assertThat(raw.recognises("POST", target(exchange))).as("%s", exchange).isTrue();
      assertThat(refusal(raw, exchange).isEmpty()).as("%s", exchange).isEqualTo(isJson(exchange));
    }
  }

  /** A few bodies were not recorded, or recorded in part. */
  private static boolean isJson(Exchange exchange) {
    try {
      return JsonSpelling.tree(exchange.requestBody()).size() > 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static List<Exchange> readable(List<Exchange> exchanges) {
    return exchanges.stream().filter(BedrockTracesTest::isJson).toList();
  }

  private static String refusal(WireFormat format, Exchange exchange) {
    try {
      read(format, target(exchange), exchange.requestBody());
      return "";
    } catch (UnreadableRequestException e) {
      return e.getMessage();
    }
  }

  @Test
  void factsOfRequestsAgreeWithTheRecordings() throws Exception {
    for (Exchange exchange : readable(converse)) {
      RequestFacts facts = read(format, target(exchange), exchange.requestBody());
      assertThat(facts.shape() == Shape.STREAM)
          .as("%s", exchange)
          .isEqualTo(exchange.path().endsWith("-stream"));
      if (Stream.of("tools", "tool-result", "multimodal", "json-mode")
          .anyMatch(exchange.features()::contains)) {
        assertThat(facts.requestClass()).as("%s", exchange).isNotEqualTo(RequestClass.CACHEABLE);
      }
      assertThat(facts.model()).doesNotContain("%").isNotEmpty();
    }
    for (Exchange exchange : readable(invoke)) {
      RequestFacts facts = read(raw, target(exchange), exchange.requestBody());
      assertThat(facts.requestClass()).isNotEqualTo(RequestClass.CACHEABLE);
      assertThat(facts.path())
          .endsWith(exchange.path().substring(exchange.path().lastIndexOf('/')));
    }
  }

  @Test
  void otherSpellingsHaveTheSameKey() throws Exception {
    Random random = new Random(7);
    for (Exchange exchange : readable(converse)) {
      RequestFacts facts = read(format, target(exchange), exchange.requestBody());
      byte[] other = JsonSpelling.of(exchange.requestBody(), random, ConverseSpelling::keepsOrder);
      assertThat(new String(read(format, target(exchange), other).canonical(), UTF_8))
          .as("%s", exchange)
          .isEqualTo(new String(facts.canonical(), UTF_8));
    }
  }

  @Test
  void bothShapesOfAConversationHaveOneKey() throws Exception {
    for (Exchange exchange : readable(converse)) {
      URI other =
          URI.create(
              target(exchange).toString().endsWith("-stream")
                  ? target(exchange).toString().replace("converse-stream", "converse")
                  : target(exchange) + "-stream");
      RequestFacts facts = read(format, target(exchange), exchange.requestBody());
      RequestFacts inOther = read(format, other, exchange.requestBody());
      assertThat(inOther.path()).as("%s", exchange).isEqualTo(facts.path());
      assertThat(inOther.canonical()).isEqualTo(facts.canonical());
      assertThat(inOther.form()).isNotEqualTo(facts.form());
    }
  }

  @Test
  void conversationsEndAsRecorded() throws Exception {
    for (Exchange exchange : converse) {
      ReplyFacts facts = tracked(format, exchange);
      if (exchange.status() != 200) {
        assertThat(facts.ending()).as("%s", exchange).isEqualTo(Ending.ERROR);
        continue;
      }
      BedrockOracle.Answer answer = answer(exchange);
      assertThat(facts.ending()).as("%s %s", exchange, facts).isEqualTo(answer.ending());
      assertThat(facts.usage().completionTokens())
          .as("%s", exchange)
          .isEqualTo(answer.usage.path("outputTokens").asLong(-1));
    }
  }

  @Test
  void invocationsEndAsRecorded() throws Exception {
    for (Exchange exchange : invoke) {
      ReplyFacts facts = tracked(raw, exchange);
      assertThat(facts.ending()).as("%s %s", exchange, facts).isEqualTo(invocation(exchange));
    }
  }

  private static Ending invocation(Exchange exchange) {
    if (exchange.status() != 200) {
      return Ending.ERROR;
    }
    if (exchange.framing().equals("eventstream")) {
      return BedrockOracle.ofChunks(exchange.responseBody());
    }
    String text = new String(exchange.responseBody(), UTF_8);
    JsonNode tree = JsonSpelling.tree(exchange.responseBody());
    if (tree.path("amazon-bedrock-guardrailAction").asText().equals("INTERVENED")) {
      return Ending.REFUSED;
    }
    return tree.has("embedding") || tree.has("embeddings")
        ? Ending.NATURAL
        : BedrockOracle.reason(text);
  }

  private ReplyFacts tracked(WireFormat format, Exchange exchange) throws Exception {
    byte[] asked =
        isJson(exchange) ? exchange.requestBody() : ASK.replace('\'', '"').getBytes(UTF_8);
    RequestFacts request = read(format, target(exchange), asked);
    ReplyTracker whole = format.track(request, exchange.status(), exchange.responseHeaders());
    whole.accept(ByteBuffer.wrap(exchange.responseBody()));
    ReplyTracker pieces = format.track(request, exchange.status(), exchange.responseHeaders());
    for (int i = 0; i < exchange.responseBody().length; i++) {
      pieces.accept(ByteBuffer.wrap(exchange.responseBody(), i, 1));
    }
    assertThat(pieces.complete()).as("%s", exchange).isEqualTo(whole.complete());
    ReplyFacts facts = whole.end();
    assertThat(pieces.end()).as("%s", exchange).isEqualTo(facts);
    return facts;
  }

  @Test
  void streamsAreHadInOnePiece() throws Exception {
    RequestFacts unary = BedrockSamples.facts(format, "converse", ASK);
    int reframed = 0;
    int missed = 0;
    for (Exchange exchange : storable("eventstream")) {
      StoredReply other =
          format.reframe(unary, BedrockSamples.stored("stream", exchange.responseBody()));
      boolean unknown = hasToolResult(exchange);
      assertThat(other == null).as("%s", exchange).isEqualTo(unknown);
      if (other == null) {
        missed++;
        continue;
      }
      BedrockOracle.Answer is = BedrockOracle.ofStream(exchange.responseBody());
      assertSame(BedrockOracle.ofWhole(other.body()), is);
      reframed++;
    }
    assertThat(reframed).isGreaterThan(35);
    assertThat(missed).isLessThan(3);
  }

  /** What a tool of the provider gave; no unary form of it was recorded, or one of another form. */
  private static boolean hasToolResult(Exchange exchange) {
    return BedrockOracle.frames(exchange.responseBody()).stream()
        .anyMatch(frame -> frame.getValue().path("start").has("toolResult"));
  }

  private static void assertSame(BedrockOracle.Answer one, BedrockOracle.Answer other) {
    assertThat(one.text.toString()).isEqualTo(other.text.toString());
    assertThat(one.thoughts.toString()).isEqualTo(other.thoughts.toString());
    assertThat(one.calls).isEqualTo(other.calls);
    assertThat(one.reason).isEqualTo(other.reason);
    assertThat(one.usage).isEqualTo(other.usage);
  }

  @Test
  void answersInOnePieceAreHadAsStreamsAndBack() throws Exception {
    RequestFacts unary = BedrockSamples.facts(format, "converse", ASK);
    RequestFacts stream = BedrockSamples.facts(format, "converse-stream", ASK);
    int reframed = 0;
    for (Exchange exchange : storable("json")) {
      StoredReply other =
          format.reframe(stream, BedrockSamples.stored("unary", exchange.responseBody()));
      assertThat(other != null).as("%s", exchange).isEqualTo(isSayable(exchange));
      if (other == null) {
        continue;
      }
      assertSame(
          BedrockOracle.ofStream(other.body()), BedrockOracle.ofWhole(exchange.responseBody()));
      ReplyTracker tracker = format.track(stream, 200, Headers.EMPTY);
      tracker.accept(ByteBuffer.wrap(other.body()));
      assertThat(tracker.complete()).as("%s", exchange).isTrue();
      assertThat(tracker.end().ending()).isEqualTo(answer(exchange).ending());
      StoredReply back = format.reframe(unary, other);
      assertThat(back).as("%s", exchange).isNotNull();
      assertThat(JsonSpelling.tree(back.body()))
          .as("%s", exchange)
          .isEqualTo(JsonSpelling.tree(exchange.responseBody()));
      reframed++;
    }
    assertThat(reframed).isGreaterThan(140);
  }

  private static boolean isSayable(Exchange exchange) {
    JsonNode tree = JsonSpelling.tree(exchange.responseBody());
    boolean known = tree.path("usage").isObject();
    for (JsonNode block : tree.path("output").path("message").path("content")) {
      known &= !block.has("toolResult") && !block.path("reasoningContent").toString().equals("{}");
    }
    return known;
  }

  private static BedrockOracle.Answer answer(Exchange exchange) {
    return exchange.framing().equals("eventstream")
        ? BedrockOracle.ofStream(exchange.responseBody())
        : BedrockOracle.ofWhole(exchange.responseBody());
  }

  private static List<Exchange> storable(String framing) {
    return converse.stream()
        .filter(exchange -> exchange.status() == 200 && exchange.framing().equals(framing))
        .filter(
            exchange ->
                List.of(Ending.NATURAL, Ending.TOOL_CALL, Ending.LENGTH)
                    .contains(answer(exchange).ending()))
        .toList();
  }

  private static URI target(Exchange exchange) {
    return URI.create("https://" + exchange.host() + exchange.path());
  }

  private static RequestFacts read(WireFormat format, URI target, byte[] body)
      throws UnreadableRequestException {
    return BedrockSamples.facts(format, target, Headers.EMPTY, body);
  }
}
