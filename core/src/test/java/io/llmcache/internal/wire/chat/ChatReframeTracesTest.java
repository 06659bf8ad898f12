package io.llmcache.internal.wire.chat;

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
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.ChatOracle;
import io.llmcache.testing.JsonSpelling;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything storable that was recorded of chat completions, in its other forms. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class ChatReframeTracesTest {

  private enum Wanted {
    UNARY,
    STREAM,
    STREAM_WITH_USAGE
  }

  private final OpenAiChat format = new OpenAiChat();
  private static List<Exchange> storable = List.of();

  @BeforeAll
  static void readTraces() {
    storable =
        Traces.openAiChat()
            .filter(exchange -> exchange.requestBody().length > 0)
            .filter(exchange -> new ChatOracle(exchange).ending().compareTo(Ending.LENGTH) <= 0)
            .toList();
    assertThat(storable).hasSizeGreaterThan(700);
  }

  @Test
  void streamsAreTheSameUnary() throws Exception {
    List<String> misses = new ArrayList<>();
    int same = 0;
    for (Exchange exchange : streams()) {
      ChatSaid said = ChatSaid.of(exchange.responseBody());
      StoredReply unary = reframed(exchange, Wanted.UNARY);
      if (unary == null) {
        if (!said.usage().isEmpty() && !passes(exchange)) {
          misses.add(exchange.toString());
        }
        continue;
      }
      same++;
      assertThat(said.usage()).as("%s", exchange).isNotEmpty();
      ChatSaid other = ChatSaid.of(unary.body());
      assertThat(other.answer()).as("%s", exchange).isEqualTo(said.answer());
      assertThat(other.usage()).as("%s", exchange).isEqualTo(said.usage());
      assertJudgedTheSame(exchange, unary, Wanted.UNARY);
      assertThat(JsonSpelling.tree(unary.body()).path("object").asText())
          .isEqualTo("chat.completion");
    }
    assertThat(same).isGreaterThan(150);
    // pieces of reasoning that do not say to which block they belong
    assertThat(misses).hasSize(1).allMatch(miss -> miss.contains("test_openrouter_streaming"));
  }

  @Test
  void streamsAreTheSameWithOtherOptions() throws Exception {
    int same = 0;
    for (Exchange exchange : streams()) {
      ChatSaid said = ChatSaid.of(exchange.responseBody());
      StoredReply plain = reframed(exchange, Wanted.STREAM);
      if (plain != null) {
        ChatSaid other = ChatSaid.of(plain.body());
        assertThat(other.answer()).as("%s", exchange).isEqualTo(said.answer());
        assertThat(other.usageChunk()).as("%s", exchange).isFalse();
        assertThat(other.usageNull()).as("%s", exchange).isFalse();
        assertJudgedAlike(exchange, plain, Wanted.STREAM);
        same++;
      }
      StoredReply withUsage = reframed(exchange, Wanted.STREAM_WITH_USAGE);
      assertThat(withUsage == null && !passes(exchange) && known(exchange))
          .as("%s", exchange)
          .isEqualTo(said.usage().isEmpty() && !passes(exchange) && known(exchange));
      if (withUsage != null) {
        ChatSaid other = ChatSaid.of(withUsage.body());
        assertThat(other.answer()).as("%s", exchange).isEqualTo(said.answer());
        assertThat(other.usage()).as("%s", exchange).isEqualTo(said.usage()).isNotEmpty();
        assertJudgedTheSame(exchange, withUsage, Wanted.STREAM_WITH_USAGE);
      }
    }
    assertThat(same).isGreaterThan(100);
  }

  @Test
  void wholeRepliesAreTheSameStreamedAndBack() throws Exception {
    List<String> misses = new ArrayList<>();
    int same = 0;
    for (Exchange exchange : wholes()) {
      ChatSaid said = ChatSaid.of(exchange.responseBody());
      StoredReply plain = reframed(exchange, Wanted.STREAM);
      StoredReply stream = reframed(exchange, Wanted.STREAM_WITH_USAGE);
      if (plain == null || stream == null) {
        misses.add(exchange.toString());
        continue;
      }
      same++;
      assertThat(ChatSaid.of(plain.body()).answer()).as("%s", exchange).isEqualTo(said.answer());
      assertThat(ChatSaid.of(plain.body()).usage().isEmpty())
          .as("%s", exchange)
          .isEqualTo(known(exchange));
      ChatSaid other = ChatSaid.of(stream.body());
      assertThat(other.answer()).as("%s", exchange).isEqualTo(said.answer());
      assertThat(other.usage()).as("%s", exchange).isEqualTo(said.usage());
      assertThat(other.usageChunk()).isTrue();
      assertJudgedTheSame(exchange, stream, Wanted.STREAM_WITH_USAGE);
      assertJudgedAlike(exchange, plain, Wanted.STREAM);
      StoredReply back = format.reframe(facts(exchange, Wanted.UNARY), stream);
      assertThat(back).as("%s", exchange).isNotNull();
      JsonNode tree = JsonSpelling.tree(back.body());
      JsonNode original = JsonSpelling.tree(exchange.responseBody());
      assertThat(tree.equals(ChatReframeTracesTest::compared, original))
          .as("%s%n%s%n%s", exchange, tree, original)
          .isTrue();
    }
    assertThat(same).isGreaterThan(600);
    // signatures of Gemini, searches of Groq, empty audio of Snowflake
    assertThat(misses).hasSize(5).allMatch(miss -> miss.matches("(gemini|groq|snowflake) .*"));
  }

  @Test
  void theSameQuestionInBothShapesHasOneKey() throws Exception {
    Map<String, RequestFacts> byQuestion = new HashMap<>();
    int pairs = 0;
    for (Exchange exchange : storable) {
      ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
      body.remove(List.of("stream", "stream_options"));
      RequestFacts facts = facts(exchange, exchange.requestBody());
      RequestFacts first = byQuestion.putIfAbsent(exchange.host() + exchange.path() + body, facts);
      if (first != null && first.shape() != facts.shape()) {
        assertThat(new String(facts.canonical(), UTF_8))
            .as("%s", exchange)
            .isEqualTo(new String(first.canonical(), UTF_8));
        assertThat(facts.path()).isEqualTo(first.path());
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThan(20);
  }

  private static List<Exchange> streams() {
    return storable.stream().filter(exchange -> exchange.framing().equals("sse")).toList();
  }

  private static List<Exchange> wholes() {
    return storable.stream().filter(exchange -> exchange.framing().equals("json")).toList();
  }

  private void assertJudgedTheSame(Exchange exchange, StoredReply other, Wanted wanted)
      throws UnreadableRequestException {
    ReplyFacts facts = judged(facts(exchange, wanted), other.body());
    ReplyFacts before = judged(facts(exchange, exchange.requestBody()), exchange.responseBody());
    assertThat(facts).as("%s", exchange).isEqualTo(before);
  }

  private void assertJudgedAlike(Exchange exchange, StoredReply other, Wanted wanted)
      throws UnreadableRequestException {
    ReplyFacts facts = judged(facts(exchange, wanted), other.body());
    assertThat(facts.ending()).as("%s", exchange).isEqualTo(new ChatOracle(exchange).ending());
  }

  private ReplyFacts judged(RequestFacts facts, byte[] body) {
    ReplyTracker tracker = format.track(facts, 200, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(body));
    return tracker.end();
  }

  private boolean passes(Exchange exchange) throws UnreadableRequestException {
    return facts(exchange, exchange.requestBody()).requestClass() == RequestClass.PASS;
  }

  /** Whether the request has no option but the one to count tokens. */
  private boolean known(Exchange exchange) throws UnreadableRequestException {
    return !facts(exchange, exchange.requestBody()).form().contains("usage.include");
  }

  private @Nullable StoredReply reframed(Exchange exchange, Wanted wanted)
      throws UnreadableRequestException {
    RequestFacts asked = facts(exchange, exchange.requestBody());
    return format.reframe(facts(exchange, wanted), stored(exchange, asked));
  }

  private static StoredReply stored(Exchange exchange, RequestFacts facts) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        facts.format(),
        facts.model(),
        facts.form(),
        200,
        exchange.responseHeaders(),
        exchange.responseBody(),
        io.llmcache.spi.Usage.UNKNOWN,
        Duration.ofSeconds(1),
        List.of(),
        Pace.UNKNOWN);
  }

  private RequestFacts facts(Exchange exchange, Wanted wanted) throws UnreadableRequestException {
    ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
    body.remove("stream_options");
    body.put("stream", wanted != Wanted.UNARY);
    if (wanted == Wanted.STREAM_WITH_USAGE) {
      body.putObject("stream_options").put("include_usage", true);
    }
    return facts(exchange, body.toString().getBytes(UTF_8));
  }

  private RequestFacts facts(Exchange exchange, byte[] body) throws UnreadableRequestException {
    URI target = URI.create("https://" + exchange.host() + exchange.path());
    return format.read(CacheRequest.of(WayIn.CLIENT, "POST", target, exchange.headers(), body));
  }

  /** Numbers by value: 0.0 may come back as 0. */
  private static int compared(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : one.equals(other) ? 0 : 1;
  }
}
