package io.llmcache.internal.wire.completions;

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
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that was recorded of legacy completions, with all providers. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class OpenAiCompletionsTracesTest {

  private final OpenAiCompletions format = new OpenAiCompletions();
  private static List<Exchange> exchanges = List.of();

  /** What a completion says, read without the format's code. */
  private record Said(Map<Integer, String> texts, Map<Integer, String> reasons, String usage) {}

  @BeforeAll
  static void readTraces() {
    exchanges = Traces.of("openai.completions").toList();
    assertThat(exchanges).hasSizeGreaterThan(80);
  }

  @Test
  void requestsAreReadOrRefusedForAReason() {
    for (Exchange exchange : exchanges) {
      assertThat(format.recognises("POST", target(exchange))).as("%s", exchange).isTrue();
      String refusal = "";
      try {
        facts(exchange, exchange.requestBody());
      } catch (UnreadableRequestException e) {
        refusal = e.getMessage();
      }
      JsonNode body = JsonSpelling.tree(exchange.requestBody());
      boolean named = body.hasNonNull("model") || exchange.path().contains("/deployments/");
      String expected = named ? body.path("prompt").isMissingNode() ? "no-prompt" : "" : "no-model";
      assertThat(refusal).as("%s", exchange).isEqualTo(expected);
    }
  }

  @Test
  void factsAndOtherSpellingsAgree() throws Exception {
    Random random = new Random(11);
    for (Exchange exchange : readable()) {
      RequestFacts facts = facts(exchange, exchange.requestBody());
      assertThat(facts.shape() == Shape.STREAM)
          .isEqualTo(exchange.features().contains("asks-stream"));
      byte[] other = JsonSpelling.of(exchange.requestBody(), random, path -> path.size() == 1);
      assertThat(new String(facts(exchange, other).canonical(), UTF_8))
          .as("%s", exchange)
          .isEqualTo(new String(facts.canonical(), UTF_8));
    }
  }

  @Test
  void repliesEndAsRecordedWholeAndInPieces() throws Exception {
    for (Exchange exchange : readable()) {
      RequestFacts request = facts(exchange, exchange.requestBody());
      ReplyFacts facts = judged(request, exchange.status(), exchange.responseBody());
      assertThat(facts.ending()).as("%s %s", exchange, facts).isEqualTo(ending(exchange));
      ReplyTracker pieces = format.track(request, exchange.status(), exchange.responseHeaders());
      for (int i = 0; i < exchange.responseBody().length; i++) {
        pieces.accept(ByteBuffer.wrap(exchange.responseBody(), i, 1));
      }
      assertThat(pieces.end()).as("%s", exchange).isEqualTo(facts);
    }
  }

  /** By status, recorded reasons and texts. Writer's answers have no reason. */
  private static Ending ending(Exchange exchange) {
    if (exchange.status() != 200) {
      return Ending.ERROR;
    }
    if (exchange.provider().equals("writer")) {
      return exchange.framing().equals("sse") ? Ending.INCOMPLETE : Ending.UNKNOWN;
    }
    Said said = said(exchange.responseBody());
    if (said.texts().size() < JsonSpelling.tree(exchange.requestBody()).path("n").asInt(1)) {
      return Ending.UNKNOWN;
    }
    if (said.texts().values().stream().anyMatch(String::isEmpty)) {
      return Ending.EMPTY;
    }
    return exchange.finish().contains("length") ? Ending.LENGTH : Ending.NATURAL;
  }

  @Test
  void storableRepliesAreTheSameInTheOtherShape() throws Exception {
    int streams = 0;
    int streamsWithoutUsage = 0;
    int wholes = 0;
    for (Exchange exchange : readable()) {
      if (ending(exchange).compareTo(Ending.LENGTH) > 0) {
        continue;
      }
      RequestFacts asked = facts(exchange, exchange.requestBody());
      StoredReply stored = CompletionSamples.stored(asked, exchange.responseBody());
      Said said = said(exchange.responseBody());
      if (exchange.framing().equals("sse")) {
        StoredReply whole = format.reframe(as(exchange, false), stored);
        assertThat(whole == null).as("%s", exchange).isEqualTo(said.usage().isEmpty());
        streams += whole == null ? 0 : 1;
        streamsWithoutUsage += whole == null ? 1 : 0;
        if (whole != null) {
          assertThat(said(whole.body())).as("%s", exchange).isEqualTo(said);
          assertThat(judged(as(exchange, false), 200, whole.body()))
              .isEqualTo(judged(asked, 200, exchange.responseBody()));
        }
      } else {
        StoredReply stream = format.reframe(as(exchange, true), stored);
        if (stream == null) {
          // what its streams call themselves is not recorded
          assertThat(exchange.provider()).isEqualTo("together");
          continue;
        }
        assertThat(said(stream.body())).as("%s", exchange).isEqualTo(said);
        assertThat(judged(as(exchange, true), 200, stream.body()))
            .isEqualTo(judged(asked, 200, exchange.responseBody()));
        StoredReply back = format.reframe(asked, stream);
        assertThat(back).as("%s", exchange).isNotNull();
        assertThat(JsonSpelling.tree(back.body()))
            .as("%s", exchange)
            .usingRecursiveComparison()
            .isEqualTo(JsonSpelling.tree(exchange.responseBody()));
        wholes++;
      }
    }
    assertThat(streams).isPositive();
    assertThat(streamsWithoutUsage).isPositive();
    assertThat(wholes).isGreaterThan(40);
  }

  @Test
  void theSameQuestionInBothShapesHasOneKey() throws Exception {
    Map<String, RequestFacts> byQuestion = new HashMap<>();
    int pairs = 0;
    for (Exchange exchange : readable()) {
      ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
      body.remove(List.of("stream", "stream_options"));
      RequestFacts facts = facts(exchange, exchange.requestBody());
      RequestFacts first = byQuestion.putIfAbsent(exchange.host() + exchange.path() + body, facts);
      if (first != null && first.shape() != facts.shape()) {
        assertThat(facts.canonical()).as("%s", exchange).isEqualTo(first.canonical());
        pairs++;
      }
      assertThat(as(exchange, true).canonical()).isEqualTo(facts.canonical());
      assertThat(as(exchange, false).canonical()).isEqualTo(facts.canonical());
    }
    assertThat(pairs).isNotNegative();
  }

  private static Said said(byte[] body) {
    Said said = new Said(new TreeMap<>(), new TreeMap<>(), "");
    String text = new String(body, UTF_8).strip();
    List<JsonNode> trees = new ArrayList<>();
    if (text.startsWith("{")) {
      trees.add(JsonSpelling.tree(body));
    } else {
      text.lines()
          .filter(line -> line.startsWith("data:") && !line.contains("[DONE]"))
          .forEach(line -> trees.add(JsonSpelling.tree(line.substring(5).getBytes(UTF_8))));
    }
    String usage = "";
    for (JsonNode tree : trees) {
      for (JsonNode choice : tree.path("choices")) {
        int index = choice.path("index").asInt();
        said.texts().merge(index, choice.path("text").asText(), String::concat);
        if (choice.hasNonNull("finish_reason")) {
          said.reasons().put(index, choice.path("finish_reason").asText());
        }
      }
      usage = tree.path("usage").isObject() ? tree.path("usage").toString() : usage;
    }
    return new Said(said.texts(), said.reasons(), usage);
  }

  private List<Exchange> readable() {
    return exchanges.stream()
        .filter(exchange -> JsonSpelling.tree(exchange.requestBody()).has("prompt"))
        .filter(
            exchange ->
                JsonSpelling.tree(exchange.requestBody()).hasNonNull("model")
                    || exchange.path().contains("/deployments/"))
        .toList();
  }

  private RequestFacts as(Exchange exchange, boolean stream) throws UnreadableRequestException {
    ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
    body.remove("stream_options");
    body.put("stream", stream);
    if (stream) {
      body.putObject("stream_options").put("include_usage", true);
    }
    return facts(exchange, body.toString().getBytes(UTF_8));
  }

  private RequestFacts facts(Exchange exchange, byte[] body) throws UnreadableRequestException {
    return format.read(
        CacheRequest.of(WayIn.CLIENT, "POST", target(exchange), exchange.headers(), body));
  }

  private ReplyFacts judged(RequestFacts request, int status, byte[] body) {
    ReplyTracker tracker = format.track(request, status, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(body));
    return tracker.end();
  }

  private static URI target(Exchange exchange) {
    return URI.create("https://" + exchange.host() + exchange.path());
  }
}
